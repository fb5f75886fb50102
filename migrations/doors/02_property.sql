-- What is done to a colleague's account inside a property: by a member, to a member, and nowhere else (PPL-5, TEN-4).

-- Since when somebody's sessions no longer open this property; what they opened elsewhere stays open.
alter table membership add column signed_out_at timestamptz;

-- The member who acts in the open property, or null.
create function acting_member() returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id from acting_session() s
    join membership m on m.account = s.account and m.property = property_here() and m.closed_at is null
    join person p on p.property = m.property and p.id = m.person and p.closed_at is null
   where s.stage = 'open' and (s.property is null or s.property = m.property)
     and (m.signed_out_at is null or s.created_at >= m.signed_out_at)
$$;

-- Whether the account opens more than this property: another one, or its company's headquarters.
create function opens_elsewhere(wanted uuid, place uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from account a where a.id = wanted and a.company_roles <> '{}')
      or exists (select 1 from membership m where m.account = wanted and m.property <> place and m.closed_at is null)
$$;

-- Ends what the account's sessions open here; all of them, where they open nothing else. `spared` is about to be renewed.
create function shut_out(wanted uuid, place uuid, spared bytea default null) returns void
language sql security definer set search_path = public, pg_temp as $$
  update membership set signed_out_at = now() where account = wanted and property = place;
  delete from session where account = wanted and token_hash is distinct from spared
     and (property = place or not opens_elsewhere(wanted, place));
$$;

create or replace function keep_membership() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.account is not null and not exists (
    select 1 from account a join property p on p.company = a.company where a.id = new.account and p.id = new.property)
  then raise insufficient_privilege using message = 'an account works in its own company'; end if;
  if tg_op = 'UPDATE' and old.account is distinct from new.account then -- one person, one account that opens the property
    update membership set closed_at = now() where account = old.account and property = new.property;
    perform shut_out(old.account, new.property);
  end if;
  if new.account is not null then
    insert into membership (account, property, person, closed_at)
    values (new.account, new.property, new.id, new.closed_at)
    on conflict (account, property) do update set person = excluded.person, closed_at = excluded.closed_at;
  end if;
  if new.closed_at is not null then
    perform shut_out(new.account, new.property);
  elsif tg_op = 'UPDATE' and (new.roles, new.account) is distinct from (old.roles, old.account) then
    perform shut_out(new.account, new.property, (acting_session()).token_hash); -- other rights, another session (T14)
  end if;
  return null;
end $$;

-- Signs a colleague out of this property.
create function sign_out_here(who uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if acting_member() is null then raise insufficient_privilege; end if;
  perform shut_out(p.account, p.property) from person p where p.property = property_here() and p.id = who;
end $$;

-- A temporary password for a colleague whose account opens this property alone; codes are off, every session ends.
-- Whoever acts has signed in by themselves and is somebody else: one's own password asks for the present one.
create function reset_account(who uuid, hash text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare wanted uuid;
begin
  select p.account into wanted from person p join membership m on m.account = p.account and m.property = p.property
   where p.property = property_here() and p.id = who and p.closed_at is null and m.closed_at is null;
  if wanted is null or acting_member() is null or acting_account() is null or wanted = acting_account()
     or opens_elsewhere(wanted, property_here())
  then raise insufficient_privilege; end if;
  update account set password_hash = hash, password_changed_at = now(), must_change = true, totp_secret = '' where id = wanted;
  delete from session where account = wanted;
end $$;

-- The shared desk changes hands: from a member's session to a colleague's, whose PIN the application has just found right.
create function take_desk(token bytea, who uuid, address text, agent text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare wanted uuid;
begin
  select p.account into wanted from person p join account a on a.id = p.account and a.closed_at is null
   where p.property = property_here() and p.id = who and p.closed_at is null and p.pin_hash <> '' and p.pin_failures = 0;
  if wanted is null or acting_member() is null then raise insufficient_privilege; end if;
  delete from session where token_hash = (acting_session()).token_hash;
  perform begin_session(token, wanted, property_here(), 'open', address, agent);
end $$;

-- What a manager sees of a colleague's account: how often it is signed in here, not what it does elsewhere.
create or replace function account_of_person(wanted uuid)
returns table (id uuid, username text, totp boolean, must_change boolean, password_changed_at timestamptz,
               sessions bigint, seen_at timestamptz, elsewhere boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.username, a.totp_secret <> '', a.must_change, a.password_changed_at, s.number, s.seen_at,
         opens_elsewhere(a.id, p.property)
    from person p join account a on a.id = p.account
    left join membership m on m.account = a.id and m.property = p.property
    cross join lateral (
      select count(*) as number, max(s.seen_at) as seen_at from session s
       where s.account = a.id and s.stage = 'open' and live(s) and (s.property is null or s.property = p.property)
         and (m.signed_out_at is null or s.created_at >= m.signed_out_at)) s
   where p.property = property_here() and p.id = wanted and a.closed_at is null
$$;

-- Who has the house open here at this moment.
create or replace function people_present() returns table (person uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.person from session s join membership m on m.account = s.account
   where m.property = property_here() and m.closed_at is null and s.stage = 'open' and s.expires_at > now()
     and s.seen_at > now() - interval '15 minutes' and (s.property is null or s.property = m.property)
     and (m.signed_out_at is null or s.created_at >= m.signed_out_at)
$$;

-- As before, and the session is what later deeds of this transaction are proved by; one signed out here signs in again.
create or replace function open_property(token bytea, wanted text, key text, address text) returns opened
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s session%rowtype; p property%rowtype; a account%rowtype; m membership%rowtype; who person%rowtype;
  answer form_key%rowtype; o opened;
begin
  select * into s from session where token_hash = token and stage = 'open' and live(session);
  if not found then o.verdict := 'anonymous'; return o; end if;
  select * into a from account where id = s.account and closed_at is null;
  if not found then o.verdict := 'anonymous'; return o; end if;
  o.verdict := 'stranger'; o.account := a.id; o.locale := a.locale;
  select * into p from property where slug = wanted;
  if not found or s.property <> p.id then return o; end if;
  select * into m from membership where account = a.id and property = p.id and closed_at is null;
  if not found then return o; end if;
  if s.created_at < m.signed_out_at then o.verdict := 'anonymous'; return o; end if;
  perform set_config('hushu.property', p.id::text, true), set_config('hushu.person', m.person::text, true),
          set_config('hushu.origin', address, true), set_config('hushu.session', encode(token, 'hex'), true);
  select * into who from person where property = p.id and id = m.person and closed_at is null;
  if not found then perform set_config('hushu.property', '', true); return o; end if;
  perform set_config('hushu.actor', who.name, true);
  if address <> '' and s.seen_at < now() - interval '1 minute' then -- an open page's stream is nobody at work
    update session set seen_at = now() where token_hash = token;
  end if;
  o := ('open', p.id, p.slug, p.name, p.kind, p.time_zone, p.hotline, p.suspended_at is not null, p.settings::text,
        p.company, a.id, a.locale, who.id, who.name,
        (select name from post where property = p.id and id = who.post), who.roles,
        case when s.property is null then
          array(select q.slug || ' ' || q.name from membership n join property q on q.id = n.property
                 where n.account = a.id and n.closed_at is null order by q.name) else array[]::text[] end,
        s.property is not null, null, null, null,
        case when a.company_roles <> '{}' and s.property is null then (select c.slug from company c where c.id = a.company) end
        )::opened;
  if key <> '' then
    insert into form_key (property, person, key) values (p.id, who.id, key) on conflict do nothing;
    if not found then
      select * into answer from form_key f where f.property = p.id and f.person = who.id and f.key = open_property.key;
      o.verdict := 'replay'; o.status := answer.status; o.headers := answer.headers::text; o.body := answer.body;
    end if;
  end if;
  return o;
end $$;

grant execute on function sign_out_here, reset_account, take_desk to hushu_app;
