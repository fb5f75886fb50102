-- The company's console asks for the session of an administrator, not for the id of one (TEN-1, TEN-5).

drop function claim_signup, company_card, headquarters_people, create_headquarters_account, close_headquarters_account,
  properties_of_company, create_property;

-- The company of the acting administrator, or null.
create function administered() returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select company from account where id = acting_account() and 'company_admin' = any (company_roles)
$$;

-- Sign-ups stand in line, so that checking a name and taking it are one deed. Answers what the same form led to before.
create function claim_signup(wanted bytea) returns table (username text, slug text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('sign-up'));
  delete from signup_key where at < now() - interval '1 hour';
  insert into signup_key (key) values (wanted) on conflict do nothing;
  if not found then
    return query select a.username, k.slug from signup_key k join account a on a.id = k.account where k.key = wanted;
  end if;
end $$;

-- Makes a property of the acting administrator's company, or of one that this very transaction founded, and opens it for
-- the rest of the transaction, so that the packs can be unpacked into it.
create function create_property(founder uuid, facts jsonb, figures jsonb) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare made uuid;
begin
  insert into property (company, slug, name, kind, address, bus_lines, metro_lines, directions, hotline, desk_opens,
                        desk_closes, time_zone, settings)
  select a.company, f.slug, f.name, f.kind, f.address, f.bus_lines, f.metro_lines, f.directions, f.hotline,
         f.desk_opens, f.desk_closes, f.time_zone, figures
    from account a join company c on c.id = a.company, jsonb_populate_record(null::property, facts) f
   where a.id = founder and 'company_admin' = any (a.company_roles)
     and (a.id = acting_account() or c.created_at = now())
  returning id into made;
  if made is null then raise insufficient_privilege; end if;
  perform set_config('hushu.property', made::text, true);
  return made;
end $$;

create function properties_of_company()
returns table (slug text, name text, kind text, hotline text, people bigint, suspended boolean, member boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.slug, p.name, p.kind, p.hotline,
         (select count(*) from membership m where m.property = p.id and m.closed_at is null), p.suspended_at is not null,
         exists (select 1 from membership m where m.property = p.id and m.account = acting_account() and m.closed_at is null)
    from property p where p.company = administered() order by p.name
$$;

create function company_card()
returns table (name text, slug text, phone text, created_at timestamptz, properties bigint, people bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.name, c.slug, c.phone, c.created_at, (select count(*) from property p where p.company = c.id),
         (select count(*) from account b where b.company = c.id and b.closed_at is null)
    from account a join company c on c.id = a.company where a.id = acting_account() and a.company_roles <> '{}'
$$;

-- Accounts of headquarters: who, what they are there, and which properties let them read.
create function headquarters_people()
returns table (id uuid, username text, name text, admin boolean, closed boolean, places text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select b.id, b.username, b.name, 'company_admin' = any (b.company_roles), b.closed_at is not null,
         array(select p.name from membership m join property p on p.id = m.property
                where m.account = b.id and m.closed_at is null order by p.name)
    from account b where b.company = administered() and b.company_roles <> '{}' order by b.closed_at is not null, b.username
$$;

create function create_headquarters_account(username text, password_hash text, name text) returns uuid
language sql security definer set search_path = public, pg_temp as $$
  insert into account (company, username, password_hash, name, company_roles, must_change)
  select administered(), create_headquarters_account.username, create_headquarters_account.password_hash,
         create_headquarters_account.name, '{headquarters}', true
   where administered() is not null
  on conflict (username) do nothing returning id
$$;

create function close_headquarters_account(wanted uuid) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with closed as (
    update account set closed_at = now() where company = administered() and id = wanted
       and company_roles = '{headquarters}' and closed_at is null returning 1)
  select exists (select 1 from closed)
$$;

grant execute on function claim_signup, create_property, properties_of_company, company_card, headquarters_people,
  create_headquarters_account, close_headquarters_account to hushu_app;
