-- What makes a table safe, in one place: its property's wall, its audit trail, its grants.
-- Migrations call `protect` for every table whose first key column is the property (TEN-4, TEN-10).

create or replace function property_here() returns uuid
language sql stable parallel safe
return nullif(current_setting('hushu.property', true), '')::uuid;

-- One entry of the audit trail. It runs when the transaction commits, so the property's chain is locked
-- last and for a moment only: two deeds at once cannot deadlock on it.
create or replace function audit_entry() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  unsaid text[] := coalesce(tg_argv, '{}'); -- null, not empty, when nothing is redacted
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - unsaid end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - unsaid end;
  row_now jsonb := coalesce(new_row, old_row);
  -- a property's own row belongs to its own chain, so that its manager sees who changed what it says of itself
  realm uuid := coalesce(case when tg_table_name = 'property' then row_now->>'id' end,
                         row_now->>'property', row_now->>'company', '00000000-0000-0000-0000-000000000000');
  head audit_head%rowtype;
  entry audit%rowtype;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(n.key, n.value) into old_row, new_row
      from jsonb_each(old_row) o join jsonb_each(new_row) n using (key)
     where o.value is distinct from n.value;
    if old_row is null then return null; end if;
  end if;
  insert into audit_head (property, no, hash) values (realm, 0, sha256(realm::text::bytea))
    on conflict do nothing;
  select * into head from audit_head where property = realm for update;
  entry.property := realm;
  entry.no := head.no + 1;
  entry.at := clock_timestamp();
  entry.person := nullif(current_setting('hushu.person', true), '')::uuid;
  entry.actor := coalesce(nullif(current_setting('hushu.actor', true), ''), 'system');
  entry.origin := coalesce(current_setting('hushu.origin', true), '');
  entry.table_name := tg_table_name;
  entry.row_id := coalesce(row_now->>'id', row_now->>'key', '');
  entry.deed := lower(tg_op);
  entry.before := old_row;
  entry.after := new_row;
  entry.previous := head.hash;
  entry.hash := audit_hash(entry);
  insert into audit select entry.*;
  update audit_head set no = entry.no, hash = entry.hash where property = realm;
  return null;
end $$;

-- `redacted`: columns that never enter the trail (secrets).
create or replace procedure protect(target regclass, audited boolean default true, redacted text[] default '{}')
language plpgsql as $$
declare listed text := '';
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy of_property on %s using (property = property_here())
                  with check (property = property_here())', target);
  execute format('alter table %s alter column property set default property_here()', target);
  execute format('grant select, insert, update, delete on %s to hushu_app', target);
  if audited then call audited(target, redacted); end if;
end $$;

create or replace procedure audited(target regclass, redacted text[] default '{}')
language plpgsql as $$
declare listed text := array_to_string(array(select quote_literal(r) from unnest(redacted) r), ', ');
begin
  execute format('create constraint trigger audit_trail after insert or update or delete on %s
                  deferrable initially deferred for each row execute function audit_entry(%s)', target, listed);
end $$;
