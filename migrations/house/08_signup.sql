-- Signing up, the company's console, headquarters' readers (TEN-1, TEN-5), and what platform operators see and do (TEN-6).

-- The same sign-up form sent twice signs up once (T26). Rows live for an hour.
create table signup_key (
  key bytea primary key, account uuid references account, slug text not null default '',
  at timestamptz not null default now()
);

-- Sign-ups stand in line, so that checking a name and taking it are one deed. Answers what the same form led to before.
create function claim_signup(wanted bytea) returns table (account uuid, slug text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('sign-up'));
  delete from signup_key where at < now() - interval '1 hour';
  insert into signup_key (key) values (wanted) on conflict do nothing;
  if not found then
    return query select k.account, k.slug from signup_key k where k.key = wanted;
  end if;
end $$;

create function finish_signup(wanted bytea, made uuid, at_property text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update signup_key set account = made, slug = at_property where key = wanted
$$;

-- Short names begin addresses and user names, so companies and properties share one name space.
create function short_name_taken(wanted text, of_company uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from property where slug = wanted)
      or exists (select 1 from company where slug = wanted and id is distinct from of_company)
$$;

-- Where whoever has this session belongs: the desk's property, else the first they may enter.
create function session_place(token bytea) returns table (company_slug text, company_roles text[], place text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.slug, a.company_roles,
         (select p.slug from membership m join property p on p.id = m.property
           where m.account = a.id and m.closed_at is null and (s.property is null or s.property = p.id)
           order by p.name limit 1)
    from session s join account a on a.id = s.account join company c on c.id = a.company
   where s.token_hash = token and s.stage = 'open' and s.expires_at > now()
     and s.seen_at > now() - interval '10 hours' and a.closed_at is null
$$;

create function company_card(viewer uuid)
returns table (name text, slug text, phone text, created_at timestamptz, properties bigint, people bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.name, c.slug, c.phone, c.created_at, (select count(*) from property p where p.company = c.id),
         (select count(*) from account b where b.company = c.id and b.closed_at is null)
    from account a join company c on c.id = a.company where a.id = viewer and a.company_roles <> '{}'
$$;

-- Accounts of headquarters: who, what they are there, and which properties let them read.
create function headquarters_people(founder uuid)
returns table (id uuid, username text, name text, admin boolean, closed boolean, places text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select b.id, b.username, b.name, 'company_admin' = any (b.company_roles), b.closed_at is not null,
         array(select p.name from membership m join property p on p.id = m.property
                where m.account = b.id and m.closed_at is null order by p.name)
    from account a join account b on b.company = a.company and b.company_roles <> '{}'
   where a.id = founder and 'company_admin' = any (a.company_roles) order by b.closed_at is not null, b.username
$$;

create function create_headquarters_account(founder uuid, username text, password_hash text, name text) returns uuid
language sql security definer set search_path = public, pg_temp as $$
  insert into account (company, username, password_hash, name, company_roles, must_change)
  select a.company, create_headquarters_account.username, create_headquarters_account.password_hash,
         create_headquarters_account.name, '{headquarters}', true
    from account a where a.id = founder and 'company_admin' = any (a.company_roles)
  on conflict (username) do nothing returning id
$$;

create function close_headquarters_account(founder uuid, wanted uuid) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with closed as (
    update account b set closed_at = now() from account a
     where a.id = founder and 'company_admin' = any (a.company_roles) and b.company = a.company and b.id = wanted
       and b.company_roles = '{headquarters}' and b.closed_at is null returning 1)
  select exists (select 1 from closed)
$$;

-- A named account of the headquarters of the open property's own company.
create function headquarters_account(wanted text) returns table (id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.name from account a join property p on p.id = property_here() and p.company = a.company
   where a.username = wanted and a.company_roles <> '{}' and a.closed_at is null
$$;

create function forget_first_steps() returns void
language sql security definer set search_path = public, pg_temp as $$
  update property set settings = settings - 'first_steps' where id = property_here()
$$;

-- A closed account has no session from this moment on (PPL-5).
create function end_closed_sessions() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from session where account = new.id;
  return null;
end $$;
create trigger closed after update of closed_at on account
  for each row when (new.closed_at is not null) execute function end_closed_sessions();

grant execute on function claim_signup, finish_signup, short_name_taken, session_place, company_card, headquarters_people,
  create_headquarters_account, close_headquarters_account, headquarters_account, forget_first_steps to hushu_app;

-- Platform operators: their own users, sessions and deeds.
create table platform_operator (
  id serial primary key, username varchar(100) not null unique, password varchar(255) not null default '',
  first_name varchar(255) default '', last_name varchar(255) default '', email varchar(255) not null unique,
  active boolean not null default false, admin boolean not null default false,
  superuser boolean not null default false, last_login timestamp
);
create table platform_session (
  id serial primary key, token varchar(100) not null, user_id integer not null,
  expiry_date timestamp not null, max_expiry_date timestamp not null
);
create table platform_deed (
  id bigint generated always as identity primary key, at timestamptz not null default now(), operator text not null,
  deed text not null, target text not null, reason text not null check (reason <> '')
);
grant select, insert, update, delete on platform_operator, platform_session to hushu_platform;
grant usage on sequence platform_operator_id_seq, platform_session_id_seq to hushu_platform;

-- They see these columns and no record of a property.
grant select on platform_deed to hushu_platform;
grant select (id, slug, name, phone, created_at, closed_at) on company to hushu_platform;
grant select (id, company, slug, name, kind, time_zone, suspended_at, created_at) on property to hushu_platform;
grant select (id, company, username, name, company_roles, locale, must_change, closed_at) on account to hushu_platform;

-- The one way they change anything; each deed is written down with its reason, and enters the audit trail under their name.
create function operator_deed(operator text, deed text, target text, reason text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare found_one uuid; moment timestamptz := now();
begin
  perform set_config('hushu.actor', 'operator:' || operator, true);
  case deed
    when 'suspend property' then
      update property set suspended_at = moment where slug = target and suspended_at is null returning id into found_one;
    when 'open property' then
      update property set suspended_at = null where slug = target and suspended_at is not null returning id into found_one;
    when 'close company' then
      update company set closed_at = moment where slug = target and closed_at is null returning id into found_one;
      update property set suspended_at = moment where company = found_one and suspended_at is null;
      delete from session s using account a where a.id = s.account and a.company = found_one;
    when 'open company' then
      update property p set suspended_at = null from company c
       where c.slug = target and p.company = c.id and p.suspended_at = c.closed_at;
      update company set closed_at = null where slug = target and closed_at is not null returning id into found_one;
    when 'close account' then
      update account set closed_at = moment where username = target and closed_at is null returning id into found_one;
    when 'open account' then
      update account set closed_at = null where username = target and closed_at is not null returning id into found_one;
  end case;
  if found_one is null then return false; end if;
  insert into platform_deed (operator, deed, target, reason) values (operator, deed, target, reason);
  return true;
end $$;
grant execute on function operator_deed to hushu_platform;
