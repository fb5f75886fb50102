-- Notices: what a person is told in the inbox, and where else they want to hear of it (SIGN-5).

create table notice (
  property uuid not null, id uuid not null, person uuid not null, kind text not null check (kind ~ '^[a-z_.]{1,60}$'),
  title text not null, details jsonb not null default '{}', link text not null default '',
  at timestamptz not null, due timestamptz, read_at timestamptz, digested_at timestamptz,
  primary key (property, id), foreign key (property, person) references person (property, id)
);
call protect('notice', audited => false);
create index notice_of_person on notice (property, person, id desc);
create index notice_unread on notice (property, person, id) where read_at is null;
create index notice_untold on notice (property, person) where read_at is null and digested_at is null;

create table notice_channel (
  property uuid not null, person uuid not null, email text not null default '', digest boolean not null default true,
  quiet_from time, quiet_until time, changed_at timestamptz not null,
  primary key (property, person), foreign key (property, person) references person (property, id),
  check ((quiet_from is null) = (quiet_until is null))
);
call protect('notice_channel');

-- What the relay and the sweeper need of a claim: each property's turn.
create index outbox_turns on outbox (property, due_at) where sent_at is null;

-- The sweeper sees only what may go: form keys two days old, sessions that ended, nothing of their content.
create policy swept on form_key for delete to hushu_platform using (at < now() - interval '2 days');
grant delete on form_key to hushu_platform;

create function purge_sessions() returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from session where expires_at < now() or seen_at < now() - interval '10 hours' returning 1)
  select count(*) from gone
$$;
grant execute on function purge_sessions to hushu_platform;
