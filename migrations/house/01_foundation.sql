-- The ground: audit trail, companies, properties, accounts, sessions, and how a property is opened.

create table audit (
  property uuid not null, no bigint not null, at timestamptz not null,
  person uuid, actor text not null, origin text not null,
  table_name text not null, row_id text not null, deed text not null check (deed in ('insert', 'update', 'delete')),
  before jsonb, after jsonb, previous bytea not null, hash bytea not null,
  primary key (property, no)
);
create index audit_of_row on audit (property, table_name, row_id, no);
create table audit_head (property uuid primary key, no bigint not null, hash bytea not null);

create function audit_hash(entry audit) returns bytea language sql immutable as $$
  select sha256(entry.previous || convert_to(jsonb_build_array(
    entry.property, entry.no, extract(epoch from entry.at)::text, entry.person, entry.actor, entry.origin,
    entry.table_name, entry.row_id, entry.deed, entry.before, entry.after)::text, 'UTF8'))
$$;
alter table audit enable row level security;
alter table audit force row level security;
create policy of_property on audit for select to hushu_app using (property = property_here());
create policy by_trigger on audit to hushu_owner using (true) with check (true);
grant select on audit to hushu_app;

-- Append-only: nobody changes or removes an entry by mistake, not even the tables' owner (TEN-10).
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit for each row execute function refuse_rewriting();
create trigger never_emptied before truncate on audit for each statement execute function refuse_rewriting();

-- The first entry of a chain that does not hold, or null when every entry holds (T32). A missing entry is named by its
-- own number; a chain whose end was cut off by the first number that is gone.
create function audit_first_broken(realm uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  with chain as (
    select a.no, row_number() over w as place, a.hash = audit_hash(a)
           and a.previous = lag(a.hash, 1, sha256(realm::text::bytea)) over w as holds
      from audit a where a.property = realm window w as (order by a.no)),
  tail as (select a.no, a.hash from audit a where a.property = realm order by a.no desc limit 1),
  bad as (
    select min(least(no, place)) as no from chain where no <> place or not holds
    union all
    select case when h.no is null then t.no
                when coalesce(t.no, 0) < h.no then coalesce(t.no, 0) + 1
                when t.no > h.no then h.no + 1
                when t.hash <> h.hash then h.no end
      from (values (realm)) v (realm) left join audit_head h on h.property = v.realm left join tail t on true)
  select min(no) from bad
$$;
grant execute on function audit_first_broken to hushu_app, hushu_platform;

create table company (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'),
  name text not null unique, phone text not null default '', created_at timestamptz not null default now(),
  closed_at timestamptz
);
create table property (
  id uuid primary key default gen_random_uuid(),
  company uuid not null references company, slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'),
  name text not null, kind text not null check (kind in ('office_tower', 'residential', 'mixed')),
  address text not null default '', bus_lines text not null default '', metro_lines text not null default '',
  directions text not null default '', hotline text not null default '',
  desk_opens time not null default '08:00', desk_closes time not null default '20:00',
  time_zone text not null default 'Asia/Shanghai', settings jsonb not null default '{}',
  suspended_at timestamptz, created_at timestamptz not null default now(),
  unique (company, name)
);
create table account (
  id uuid primary key default gen_random_uuid(),
  company uuid not null references company, username text not null unique,
  password_hash text not null, totp_secret text not null default '', locale text not null default 'zh_CN',
  company_roles text[] not null default '{}', name text not null default '',
  password_changed_at timestamptz not null default now(), must_change boolean not null default false,
  totp_step bigint not null default 0, -- the last one-time code used; none counts twice
  closed_at timestamptz
);
create table membership (
  account uuid not null references account, property uuid not null references property,
  person uuid not null, closed_at timestamptz, primary key (account, property)
);
create table session (
  token_hash bytea primary key, account uuid not null references account,
  property uuid references property, -- set when a shared desk switched by PIN: this property only
  stage text not null default 'open' check (stage in ('open', 'code', 'password')), -- what is still asked before anything opens
  origin text not null default '', agent text not null default '',
  created_at timestamptz not null default now(), seen_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '14 hours'
);
create index session_of_account on session (account);
call audited('company');
call audited('property');
call audited('account', '{password_hash,totp_secret,totp_step}');

-- What a person typed once is carried out once: one answer per form rendering (T26).
create table form_key (
  property uuid not null, person uuid not null, key text not null, at timestamptz not null default now(),
  status int, headers jsonb, body bytea, primary key (property, person, key)
);
call protect('form_key', audited => false);
create index form_key_age on form_key (property, at);

create table counter (
  property uuid not null, kind text not null, year int not null, last bigint not null,
  primary key (property, kind, year)
);
call protect('counter', audited => false);

-- Work after commit: the one record of what is to be done; Redis only carries it (T23, T24).
create table outbox (
  property uuid not null, id uuid not null default gen_random_uuid(), job text not null, queue text not null,
  args jsonb not null default '{}', once text, due_at timestamptz not null default now(),
  sent_at timestamptz, done_at timestamptz, attempts int not null default 0, failed text not null default '',
  primary key (property, id), unique (property, once)
);
call protect('outbox', audited => false);
create index outbox_due on outbox (due_at) where sent_at is null;
create index outbox_unfinished on outbox (sent_at) where sent_at is not null and done_at is null;
create policy relay on outbox to hushu_platform using (true) with check (true);
grant select, insert, update, delete on outbox to hushu_platform;

-- A file's bytes lie in the store under their SHA-256; this row says what they are (T28).
create table file (
  property uuid not null, id uuid not null, sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null, media_type text not null, size bigint not null check (size >= 0),
  created_at timestamptz not null, created_by uuid, expires_at timestamptz, primary key (property, id)
);
call protect('file');
create index file_by_hash on file (property, sha256);

-- A paper someone asked for: made by a worker, progress shown on the page.
create table paper (
  property uuid not null, id uuid not null, kind text not null, title text not null,
  state text not null default 'waiting' check (state in ('waiting', 'working', 'ready', 'failed')),
  progress int not null default 0 check (progress between 0 and 100),
  args jsonb not null default '{}', file uuid, problem text not null default '',
  asked_by uuid, asked_at timestamptz not null, ready_at timestamptz,
  primary key (property, id), foreign key (property, file) references file (property, id)
);
call protect('paper', redacted => '{progress}');
create index paper_recent on paper (property, asked_by, asked_at desc);

-- Opens a property for one request: session, membership and property in one round trip (TEN-4).
-- verdict: anonymous (sign in first), stranger (no such place for you), open, replay (this form was answered).
create type opened as (
  verdict text, property uuid, slug text, property_name text, kind text, time_zone text, hotline text,
  suspended boolean, settings text, company uuid, account uuid, locale text, person uuid, person_name text,
  post_name text, roles text[], places text[], shared_desk boolean,
  status int, headers text, body bytea, console text); -- console: the company's slug, for its headquarters' accounts

create function open_property(token bytea, wanted text, key text, address text) returns opened
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s session%rowtype; p property%rowtype; a account%rowtype; m membership%rowtype; who person%rowtype;
  answer form_key%rowtype; o opened;
begin
  select * into s from session where token_hash = token and stage = 'open' and expires_at > now()
     and seen_at > now() - interval '10 hours';
  if not found then o.verdict := 'anonymous'; return o; end if;
  select * into a from account where id = s.account and closed_at is null;
  if not found then o.verdict := 'anonymous'; return o; end if;
  o.verdict := 'stranger'; o.account := a.id; o.locale := a.locale;
  select * into p from property where slug = wanted;
  if not found or s.property <> p.id then return o; end if;
  select * into m from membership where account = a.id and property = p.id and closed_at is null;
  if not found then return o; end if;
  perform set_config('hushu.property', p.id::text, true), set_config('hushu.person', m.person::text, true),
          set_config('hushu.origin', address, true);
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
