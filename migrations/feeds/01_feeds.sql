-- A private address of one's own shifts, for the calendar of a phone: only the hash of its token is kept (ROST-5).
create table roster_feed (
  property uuid not null, person uuid not null, token_hash bytea not null check (length(token_hash) = 32), made_at timestamptz not null,
  primary key (property, person), unique (property, token_hash),
  foreign key (property, person) references person (property, id)
);
call protect('roster_feed', redacted => '{token_hash}');

-- The shifts in force of whoever's token this is, while they work here; its first part names the property, as with codes of papers.
create function roster_feed_public(wanted text, since date, until date) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare realm uuid; said jsonb;
begin
  select id into realm from property where slug = substring(wanted from '^(.*)-[0-9a-f]{32}$');
  if realm is null then return null; end if;
  perform set_config('hushu.property', realm::text, true), set_config('hushu.person', '', true);
  select jsonb_build_object('property', q.name, 'name', p.name, 'entries', coalesce((
      select jsonb_agg(jsonb_build_object('person', p.id, 'day', s.day, 'name', k.name, 'letter', k.letter, 'team', t.name,
               'begins_at', s.begins_at, 'ends_at', s.ends_at, 'number', e.number, 'since', e.in_force_at) order by s.begins_at)
        from roster_shift s join roster_edition e on e.property = s.property and e.id = s.edition
        join roster r on r.property = s.property and r.id = s.roster
        join roster_team t on t.property = r.property and t.id = r.team
        join shift k on k.property = s.property and k.id = s.shift
       where s.property = realm and s.person = p.id and s.day between since and until), '[]'))
    into said
    from roster_feed f join person p on p.property = f.property and p.id = f.person and p.closed_at is null
    join property q on q.id = f.property
   where f.property = realm and f.token_hash = sha256(convert_to(wanted, 'UTF8'));
  perform set_config('hushu.property', '', true);
  return said;
end $$;
grant execute on function roster_feed_public to hushu_app;
