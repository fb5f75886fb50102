-- People: posts give duties, roles give rights (PPL-1, PPL-2); accounts sign in, persons work in one property.

create table post (
  property uuid not null, id uuid not null, key text not null, name text not null, reports_to uuid,
  roles text[] not null default '{}', duties text[] not null default '{}', place int not null default 0,
  pack_hash text not null default '', primary key (property, id), unique (property, key),
  foreign key (property, reports_to) references post (property, id)
);
call protect('post');

create table person (
  property uuid not null, id uuid not null, account uuid, name text not null, sort_key text not null,
  initials text not null default '', phone text not null default '', post uuid not null, superior uuid,
  roles text[] not null default '{}', pin_hash text not null default '', pin_failures int not null default 0,
  pin_locked_until timestamptz, signature uuid, leave_from date, leave_until date,
  created_at timestamptz not null, closed_at timestamptz, closed_reason text not null default '',
  primary key (property, id), unique (property, account),
  foreign key (property, post) references post (property, id),
  foreign key (property, superior) references person (property, id),
  foreign key (property, signature) references file (property, id),
  check (superior <> id)
);
call protect('person', redacted => '{pin_hash,pin_failures,pin_locked_until}');
create index person_by_name on person (property, sort_key, id);
create index person_of_post on person (property, post);

-- Each night and holiday has named leaders who can be reached (PPL-6).
create table on_call (
  property uuid not null, id uuid not null, person uuid not null, starts_at timestamptz not null,
  ends_at timestamptz not null, note text not null default '', primary key (property, id),
  foreign key (property, person) references person (property, id), check (ends_at > starts_at)
);
call protect('on_call');
create index on_call_time on on_call (property, starts_at, ends_at);

-- Showing a masked phone or number in full is an act that is kept (PPL-8, T10).
create table reveal (
  property uuid not null, id uuid not null, person uuid not null, subject text not null, subject_id uuid not null,
  field text not null, at timestamptz not null, primary key (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('reveal');

-- Who may enter where, kept by the database itself from the persons.
create function keep_membership() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.account is distinct from new.account then -- one person, one account that opens the property
    update membership set closed_at = now() where account = old.account and property = new.property;
  end if;
  if new.account is not null then
    insert into membership (account, property, person, closed_at)
    values (new.account, new.property, new.id, new.closed_at)
    on conflict (account, property) do update set person = excluded.person, closed_at = excluded.closed_at;
  end if;
  if new.closed_at is not null then
    delete from session where account = new.account and (property = new.property or not exists (
      select 1 from membership m where m.account = new.account and m.closed_at is null));
  elsif tg_op = 'UPDATE' and (new.roles, new.account) is distinct from (old.roles, old.account) then
    delete from session where account in (new.account, old.account); -- other rights, another session (T14)
  end if;
  return null;
end $$;
create trigger membership after insert or update of account, closed_at, roles on person
  for each row execute function keep_membership();

-- Accounts belong to no property; the application reaches them through these functions alone.
create function account_by_username(wanted text)
returns table (id uuid, password_hash text, totp_secret text, must_change boolean, company_slug text, company_roles text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.password_hash, a.totp_secret, a.must_change, c.slug, a.company_roles
    from account a join company c on c.id = a.company
   where a.username = wanted and a.closed_at is null and c.closed_at is null
$$;

create function places_of(wanted uuid) returns table (slug text, name text, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.slug, p.name, p.kind from membership m join property p on p.id = m.property
   where m.account = wanted and m.closed_at is null order by p.name
$$;

-- at_stage: 'open', or what is still asked ('code', 'password'); a half-open session lives ten minutes and opens nothing.
create function start_session(
  token bytea, wanted uuid, at_property uuid, address text, agent text, at_stage text default 'open') returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where account = wanted and expires_at < now();
  insert into session (token_hash, account, property, origin, agent, stage, expires_at)
  values (token, wanted, at_property, address, left(agent, 200), at_stage,
          now() + case when at_stage = 'open' then interval '14 hours' else interval '10 minutes' end);
$$;

-- Where a session stands that may still be half-open: the door's own view of it.
create function session_stage(token bytea)
returns table (account uuid, username text, name text, stage text, totp_secret text, must_change boolean,
               company text, at_property uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.username, a.name, s.stage, a.totp_secret, a.must_change, c.slug, s.property
    from session s join account a on a.id = s.account join company c on c.id = a.company
   where s.token_hash = token and s.expires_at > now() and s.seen_at > now() - interval '10 hours'
     and a.closed_at is null and c.closed_at is null
$$;

-- True once for each time step of an account: a one-time code that was seen counts no second time.
create function use_totp(wanted uuid, step bigint) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  update account set totp_step = step where id = wanted and totp_step < step returning true
$$;

create function sessions_of(wanted uuid)
returns table (token_hash bytea, origin text, agent text, created_at timestamptz, seen_at timestamptz, at_property text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.token_hash, s.origin, s.agent, s.created_at, s.seen_at, p.name
    from session s left join property p on p.id = s.property
   where s.account = wanted and s.stage = 'open' and s.expires_at > now() and s.seen_at > now() - interval '10 hours'
   order by s.seen_at desc
$$;

create function end_session_of(wanted uuid, token bytea) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  delete from session where account = wanted and token_hash = token returning true
$$;

create function end_session(token bytea) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where token_hash = token
$$;

-- Ends every session of an account but the one named (password change, closing, by the manager; PPL-5).
create function end_sessions(wanted uuid, but bytea) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with ended as (delete from session where account = wanted and token_hash <> but returning 1) select count(*) from ended
$$;

create function session_account(token bytea)
returns table (account uuid, username text, name text, locale text, company uuid, company_slug text, company_name text,
               company_roles text[], totp boolean, must_change boolean, at_property uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.username, a.name, a.locale, c.id, c.slug, c.name, a.company_roles, a.totp_secret <> '', a.must_change, s.property
    from session s join account a on a.id = s.account join company c on c.id = a.company
   where s.token_hash = token and s.stage = 'open' and s.expires_at > now() and s.seen_at > now() - interval '10 hours'
     and a.closed_at is null
$$;

-- A person's account: the manager of the open property makes it, within the property's own company.
create function create_account(username text, password_hash text, name text, temporary boolean) returns uuid
language sql security definer set search_path = public, pg_temp as $$
  insert into account (company, username, password_hash, name, must_change)
  select p.company, create_account.username, create_account.password_hash, create_account.name, temporary
    from property p where p.id = property_here()
  on conflict (username) do nothing returning id
$$;

create function colleague_account(wanted text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id from account a join property p on p.id = property_here() and p.company = a.company
   where a.username = wanted and a.closed_at is null
$$;

-- What a manager sees of a colleague's account; `elsewhere`: it opens more than this property, so only the company resets it.
create function account_of_person(wanted uuid)
returns table (id uuid, username text, totp boolean, must_change boolean, password_changed_at timestamptz,
               sessions bigint, seen_at timestamptz, elsewhere boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.username, a.totp_secret <> '', a.must_change, a.password_changed_at,
         (select count(*) from session s where s.account = a.id and s.expires_at > now() and s.stage = 'open'),
         (select max(s.seen_at) from session s where s.account = a.id and s.stage = 'open'),
         a.company_roles <> '{}' or exists (
           select 1 from membership m where m.account = a.id and m.property <> p.property and m.closed_at is null)
    from person p join account a on a.id = p.account
   where p.property = property_here() and p.id = wanted and a.closed_at is null
$$;

-- The acting person's own account, with what proves it is they.
create function own_account(wanted uuid)
returns table (id uuid, username text, password_hash text, totp_secret text, locale text, password_changed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.username, a.password_hash, a.totp_secret, a.locale, a.password_changed_at
    from account a where a.id = wanted and a.closed_at is null
$$;

-- Who has the house open here at this moment.
create function people_present() returns table (person uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.person from session s join membership m on m.account = s.account
   where m.property = property_here() and m.closed_at is null and s.stage = 'open' and s.expires_at > now()
     and s.seen_at > now() - interval '15 minutes' and (s.property is null or s.property = m.property)
$$;

create function set_password(wanted uuid, hash text, temporary boolean) returns void
language sql security definer set search_path = public, pg_temp as $$
  update account set password_hash = hash, password_changed_at = now(), must_change = temporary where id = wanted
$$;

create function set_totp(wanted uuid, secret text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update account set totp_secret = secret where id = wanted
$$;

create function set_locale(wanted uuid, code text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update account set locale = code where id = wanted
$$;

create function create_company(slug text, name text, phone text, username text, password_hash text, admin text)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare made uuid;
begin
  insert into company (slug, name, phone) values (create_company.slug, create_company.name, create_company.phone) returning id into made;
  insert into account (company, username, password_hash, name, company_roles)
  values (made, create_company.username, create_company.password_hash, admin, '{company_admin}');
  return made;
end $$;

create function name_taken(what text, wanted text, of_company uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case what
    when 'company' then exists (select 1 from company where name = wanted)
    when 'company_slug' then exists (select 1 from company where slug = wanted)
    when 'username' then exists (select 1 from account where username = wanted)
    when 'property_slug' then exists (select 1 from property where slug = wanted)
    when 'property' then exists (select 1 from property where name = wanted and company = of_company) end
$$;

-- Makes a property and opens it for the rest of this transaction, so that the packs can be unpacked into it.
create function create_property(founder uuid, facts jsonb, figures jsonb) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare made uuid;
begin
  insert into property (company, slug, name, kind, address, bus_lines, metro_lines, directions, hotline, desk_opens,
                        desk_closes, time_zone, settings)
  select a.company, f.slug, f.name, f.kind, f.address, f.bus_lines, f.metro_lines, f.directions, f.hotline,
         f.desk_opens, f.desk_closes, f.time_zone, figures
    from account a, jsonb_populate_record(null::property, facts) f
   where a.id = founder and 'company_admin' = any (a.company_roles)
  returning id into made;
  if made is null then raise insufficient_privilege; end if;
  perform set_config('hushu.property', made::text, true);
  return made;
end $$;

create function properties_of_company(founder uuid)
returns table (slug text, name text, kind text, hotline text, people bigint, suspended boolean, member boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.slug, p.name, p.kind, p.hotline,
         (select count(*) from membership m where m.property = p.id and m.closed_at is null), p.suspended_at is not null,
         exists (select 1 from membership m where m.property = p.id and m.account = founder and m.closed_at is null)
    from account a join property p on p.company = a.company
   where a.id = founder and 'company_admin' = any (a.company_roles) order by p.name
$$;

-- The open property's own row: read and change it, never another's.
create function property_facts() returns setof property
language sql stable security definer set search_path = public, pg_temp as $$
  select * from property where id = property_here()
$$;

create function change_property(facts jsonb, figures jsonb) returns void
language sql security definer set search_path = public, pg_temp as $$
  update property p set name = f.name, address = f.address, bus_lines = f.bus_lines, metro_lines = f.metro_lines,
         directions = f.directions, hotline = f.hotline, desk_opens = f.desk_opens, desk_closes = f.desk_closes,
         time_zone = f.time_zone, settings = p.settings || figures
    from jsonb_populate_record(null::property, facts) f where p.id = property_here()
$$;

create function property_slugs() returns table (id uuid, slug text, time_zone text)
language sql stable security definer set search_path = public, pg_temp as $$
  select id, slug, time_zone from property where suspended_at is null
$$;

grant execute on function property_here, account_by_username, places_of, start_session, end_session, end_sessions,
  session_account, session_stage, use_totp, sessions_of, end_session_of, own_account, people_present,
  create_account, colleague_account, account_of_person, set_password, set_totp, set_locale,
  create_company, name_taken, create_property, properties_of_company, property_facts, change_property,
  open_property, audit_first_broken to hushu_app;
grant execute on function property_slugs, property_here, audit_first_broken, audit_hash to hushu_platform;
