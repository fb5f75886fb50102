-- The doors: whoever begins a session or changes an account proves it to the database itself (PPL-5, T14, T15).
--
-- Two proofs, and the application can read neither from the database. A password: the application is given the salt alone,
-- computes argon2id and hands the whole hash over to be compared here. A session: the hash of its token, which only the
-- browser's cookie yields; whoever opens a property, an account or a console puts it into `hushu.session` for one transaction.

drop function account_by_username, places_of, start_session, use_totp, sessions_of, end_session_of, end_sessions, own_account,
  set_password, set_totp, set_locale;

create function live(s session) returns boolean language sql stable as $$
  select s.expires_at > now() and s.seen_at > now() - interval '10 hours'
$$;

-- Whose session this transaction has shown; without one every column is null.
create function acting_session() returns session
language sql stable security definer set search_path = public, pg_temp as $$
  select s.* from session s join account a on a.id = s.account
   where s.token_hash = decode(current_setting('hushu.session', true), 'hex') and live(s) and a.closed_at is null
$$;

-- The account that signed in by itself, all the way; a desk taken over by PIN is not it.
create function acting_account() returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select s.account from acting_session() s where s.stage = 'open' and s.property is null
$$;

-- A half-open session lives ten minutes and opens nothing. Only the functions here begin one.
create function begin_session(token bytea, wanted uuid, at_property uuid, at_stage text, address text, agent text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where account = wanted and expires_at < now();
  insert into session (token_hash, account, property, origin, agent, stage, expires_at)
  values (token, wanted, at_property, address, left(agent, 200), at_stage,
          now() + case when at_stage = 'open' then interval '14 hours' else interval '10 minutes' end);
$$;

-- All that a password's proof is computed from: the account's own salt and costs, without the hash.
create function salted(hash text) returns text language sql immutable as $$ select regexp_replace(hash, '[^$]*$', '') $$;

create function account_by_username(wanted text) returns table (id uuid, salted text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, salted(a.password_hash) from account a join company c on c.id = a.company
   where a.username = wanted and a.closed_at is null and c.closed_at is null
$$;

-- Name and proof begin a session; returns what is still asked (`code`, `password`), `open`, or null when they do not fit.
create function sign_in(token bytea, wanted text, proof text, address text, agent text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare a account%rowtype; stage text;
begin
  select b.* into a from account b join company c on c.id = b.company
   where b.username = wanted and b.password_hash = proof and b.closed_at is null and c.closed_at is null;
  if not found then return null; end if;
  stage := case when a.totp_secret <> '' then 'code' when a.must_change then 'password' else 'open' end;
  perform begin_session(token, a.id, null, stage, address, agent);
  return stage;
end $$;

-- A one-time code's time step, once; the next session, or null when the code was seen before.
create function pass_code(token bytea, step bigint, address text, agent text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare s session := acting_session(); asked text;
begin
  if s.stage is distinct from 'code' then raise insufficient_privilege; end if;
  update account set totp_step = step where id = s.account and totp_step < step
  returning case when must_change then 'password' else 'open' end into asked;
  if asked is null then return null; end if;
  delete from session where token_hash = s.token_hash;
  perform begin_session(token, s.account, null, asked, address, agent);
  return asked;
end $$;

-- A new token in place of this one: after a new password, new codes, other rights (T14).
create function renew_session(token bytea, address text, agent text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare s session := acting_session();
begin
  if s.stage is distinct from 'open' and not exists (
    select 1 from account where id = s.account and s.stage = 'password' and not must_change)
  then raise insufficient_privilege; end if;
  delete from session where token_hash = s.token_hash;
  perform begin_session(token, s.account, s.property, 'open', address, agent);
end $$;

-- Where a session stands that may still be half-open: the door's own view of it. The code's secret only while it is asked for.
create or replace function session_stage(token bytea)
returns table (account uuid, username text, name text, stage text, totp_secret text, must_change boolean,
               company text, at_property uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.username, a.name, s.stage, case when s.stage = 'code' then a.totp_secret else '' end, a.must_change,
         c.slug, s.property
    from session s join account a on a.id = s.account join company c on c.id = a.company
   where s.token_hash = token and live(s) and a.closed_at is null and c.closed_at is null
$$;

-- One's own account. A session that is still asked for a code sees nothing of it.
create function own_account()
returns table (id uuid, username text, salted text, totp boolean, locale text, password_changed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.username, salted(a.password_hash), a.totp_secret <> '', a.locale, a.password_changed_at
    from acting_session() s join account a on a.id = s.account where s.stage <> 'code'
$$;

create function proves_me(proof text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from acting_session() s join account a on a.id = s.account
                  where s.stage <> 'code' and a.password_hash = proof)
$$;

-- The present password proves it, or the temporary one with which this session began. Every other session ends.
create function set_own_password(proof text, hash text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare s session := acting_session();
begin
  update account set password_hash = hash, password_changed_at = now(), must_change = false
   where id = s.account and (s.stage = 'password' or s.stage = 'open' and s.property is null and password_hash = proof);
  if not found then raise insufficient_privilege; end if;
  delete from session where account = s.account and token_hash <> s.token_hash;
end $$;

-- One-time codes on, with the step of the first code, or off without a secret; false when that code was seen before.
create function set_own_totp(proof text, secret text, step bigint) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare s session := acting_session();
begin
  if not proves_me(proof) or s.stage <> 'open' or s.property is not null then raise insufficient_privilege; end if;
  update account set totp_secret = secret, totp_step = greatest(totp_step, step)
   where id = s.account and (secret = '' or totp_step < step);
  if not found then return false; end if;
  delete from session where account = s.account and token_hash <> s.token_hash;
  return true;
end $$;

create function set_own_locale(code text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update account set locale = code where id = (select s.account from acting_session() s where s.stage = 'open')
$$;

-- Where one is signed in. `mark` names a session in a form and is worth nothing as a proof.
create function own_sessions()
returns table (mark text, this boolean, origin text, agent text, created_at timestamptz, seen_at timestamptz, at_property text)
language sql stable security definer set search_path = public, pg_temp as $$
  select encode(sha256(s.token_hash), 'hex'), s.token_hash = me.token_hash, s.origin, s.agent, s.created_at, s.seen_at, p.name
    from acting_session() me join session s on s.account = me.account left join property p on p.id = s.property
   where me.stage = 'open' and s.stage = 'open' and live(s) order by s.seen_at desc
$$;

create function end_own_session(wanted text) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  delete from session s using acting_session() me
   where me.stage = 'open' and s.account = me.account and encode(sha256(s.token_hash), 'hex') = wanted returning true
$$;

grant execute on function account_by_username, sign_in, pass_code, renew_session, own_account, proves_me, set_own_password,
  set_own_totp, set_own_locale, own_sessions, end_own_session to hushu_app;
