-- What the office adds to the first house: 10 files under keys of their own, 20 signing, 30 to 39 archives, 40 documents.
-- The day that it is at the open property: its night is not over when UTC's is (TEN-1).
create function property_day() returns date language sql stable security definer set search_path = public, pg_temp as $$
  select (now() at time zone time_zone)::date from property where id = property_here()
$$;
grant execute on function property_day to hushu_app;
