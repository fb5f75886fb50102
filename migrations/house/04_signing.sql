-- Signing: chains and their editions, papers on their way, and the entries that nobody can alter (SIGN-1 to SIGN-3).

create table chain (
  property uuid not null, id uuid not null, key text not null, edition int not null check (edition > 0),
  name text not null, subject text not null, drafter_may_approve boolean not null, steps jsonb not null,
  pack_hash text not null default '', made_at timestamptz not null, made_by uuid,
  primary key (property, id), unique (property, key, edition)
);
call protect('chain');

-- `frozen` is the canonical JSON of everything that is signed; `content_hash` its SHA-256. `plan` is where the paper is.
create table signing_paper (
  property uuid not null, id uuid not null, code text not null check (code ~ '^[a-z0-9-]+-[0-9a-f]{32}$'),
  chain uuid not null, subject text not null, subject_id uuid not null, title text not null,
  frozen text not null, content_hash text not null check (content_hash = encode(sha256(convert_to(frozen, 'UTF8')), 'hex')),
  drafter uuid not null, started_at timestamptz not null,
  state text not null default 'running' check (state in ('running', 'agreed', 'returned', 'refused', 'withdrawn')),
  plan jsonb not null, ended_at timestamptz, urged_at timestamptz,
  last_no int not null default 0, last_hash bytea not null default ''::bytea,
  file uuid, stamped boolean,
  primary key (property, id), unique (property, code),
  foreign key (property, chain) references chain (property, id),
  foreign key (property, drafter) references person (property, id),
  foreign key (property, file) references file (property, id),
  check ((state = 'running') = (ended_at is null)), check (file is null or state = 'agreed')
);
call protect('signing_paper');
create unique index signing_paper_one_running on signing_paper (property, subject, subject_id) where state = 'running';
create index signing_paper_of_subject on signing_paper (property, subject, subject_id, started_at desc);
create index signing_paper_of_drafter on signing_paper (property, drafter, started_at desc, id);
create index signing_paper_ended on signing_paper (property, ended_at desc, id) where ended_at is not null;

-- Whom an open step waits for: drawn from the plan with every deed, so that the inbox is one index scan.
create table signing_seat (
  property uuid not null, paper uuid not null, step int not null, person uuid not null,
  deed text not null, opened_at timestamptz not null, due_at timestamptz not null,
  primary key (property, paper, step, person),
  foreign key (property, paper) references signing_paper (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('signing_seat', audited => false); -- drawn anew from the plan, which is audited
create index signing_seat_of_person on signing_seat (property, person, due_at, paper);

-- Who signs for whom while away (SIGN-3).
create table signing_deputy (
  property uuid not null, id uuid not null, person uuid not null, deputy uuid not null,
  starts_on date not null, ends_on date not null, made_at timestamptz not null, ended_at timestamptz,
  primary key (property, id), check (person <> deputy), check (ends_on >= starts_on),
  foreign key (property, person) references person (property, id),
  foreign key (property, deputy) references person (property, id),
  exclude using gist (property with =, person with =, daterange(starts_on, ends_on, '[]') with &&) where (ended_at is null)
);
call protect('signing_deputy');
create index signing_deputy_of on signing_deputy (property, deputy, ends_on);

-- One deed on a paper. `signer` is who did it, `for_person` in whose place, `step` the step's key in the plan.
create table signing_entry (
  property uuid not null, paper uuid not null, no int not null, step int, deed text not null check (deed in
    ('start', 'agree', 'return', 'refuse', 'hand_on', 'add_before', 'add_after', 'withdraw', 'urge', 'move')),
  step_deed text not null default '', signer uuid, signer_name text not null, post_name text not null default '',
  for_person uuid, for_name text not null default '', to_person uuid, to_name text not null default '',
  opinion text not null default '', at timestamptz not null, picture uuid,
  previous bytea not null, hash bytea not null, primary key (property, paper, no),
  foreign key (property, paper) references signing_paper (property, id),
  foreign key (property, signer) references person (property, id),
  foreign key (property, for_person) references person (property, id),
  foreign key (property, to_person) references person (property, id),
  foreign key (property, picture) references file (property, id)
);
call protect('signing_entry');

-- What an entry's hash covers: the paper's hash, the deed, the opinion, the signer, the time, the entry before (SIGN-2).
create function signing_hash(e signing_entry, content_hash text) returns bytea language sql immutable as $$
  select sha256(e.previous || convert_to(jsonb_build_array(
    content_hash, e.property, e.paper, e.no, e.step, e.deed, e.step_deed, e.signer, e.signer_name, e.post_name,
    e.for_person, e.for_name, e.to_person, e.to_name, e.opinion, extract(epoch from e.at)::text, e.picture)::text, 'UTF8'))
$$;

-- The database itself links the chain: nobody chooses a number, a hash or a time before the last entry's (SIGN-10).
create function signing_link() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare p signing_paper%rowtype; last_at timestamptz;
begin
  select * into strict p from signing_paper where property = new.property and id = new.paper for update;
  select at into last_at from signing_entry where property = new.property and paper = new.paper and no = p.last_no;
  new.no := p.last_no + 1;
  new.at := greatest(new.at, last_at);
  new.previous := case when p.last_no = 0 then decode(p.content_hash, 'hex') else p.last_hash end;
  new.hash := signing_hash(new, p.content_hash);
  update signing_paper set last_no = new.no, last_hash = new.hash where property = new.property and id = new.paper;
  return new;
end $$;
create trigger link before insert on signing_entry for each row execute function signing_link();

-- Entries are for good, and what is signed never changes: the application may add and read, nothing else.
revoke update, delete on signing_entry, chain from hushu_app;
revoke update, delete on signing_paper from hushu_app;
grant update (state, plan, ended_at, urged_at, file, stamped) on signing_paper to hushu_app;

-- The first entry of a paper that does not hold; 0 when the content or its title does not; null when all holds.
create function signing_first_broken(wanted uuid) returns int language sql stable as $$
  with p as (select * from signing_paper where property = property_here() and id = wanted),
  links as (
    select e.no, e.hash, e.previous, signing_hash(e, p.content_hash) as computed, row_number() over w as place,
           lag(e.hash, 1, decode(p.content_hash, 'hex')) over w as expected, lag(e.at) over w as before, e.at
      from signing_entry e, p where e.property = p.property and e.paper = p.id window w as (order by e.no)),
  bad as (
    select 0 as no from p where content_hash <> encode(sha256(convert_to(frozen, 'UTF8')), 'hex')
        or title <> frozen::jsonb->>'title' or drafter::text <> frozen::jsonb->>'drafter'
        or subject_id::text <> frozen::jsonb->>'subject_id'
    union all select no::int from links
     where no <> place or hash <> computed or previous <> expected or at < before
    union all select p.last_no from p
     where not exists (select 1 from (select no, hash from links order by no desc limit 1) l
                        where l.no = p.last_no and l.hash = p.last_hash))
  select min(no) from bad
$$;

-- The property's own certificate; its key is sealed with the deployment's secret before it comes here (SIGN-4).
create table certificate (
  property uuid not null, id uuid not null, certificate bytea not null, sealed_key bytea not null,
  made_at timestamptz not null, primary key (property, id), unique (property)
);
call protect('certificate', redacted => '{sealed_key}');
revoke update, delete on certificate from hushu_app;

-- What the public page may say of a paper: only what the paper itself shows, for whoever holds its code.
-- The code begins with the property's slug, so that the search stays inside that property's wall.
create function signing_public(wanted text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare p signing_paper%rowtype; realm uuid; said jsonb;
begin
  select id into realm from property where slug = substring(wanted from '^(.*)-[0-9a-f]{32}$');
  if realm is null then return null; end if;
  perform set_config('hushu.property', realm::text, true);
  select * into p from signing_paper where property = realm and code = wanted;
  select jsonb_build_object(
    'property', q.name, 'time_zone', q.time_zone, 'title', p.title, 'content_hash', p.content_hash, 'state', p.state,
    'started_at', p.started_at, 'ended_at', p.ended_at, 'broken', signing_first_broken(p.id), 'stamped', p.stamped,
    'sha256', (select f.sha256 from file f where f.property = p.property and f.id = p.file),
    'certificate', (select encode(c.certificate, 'base64') from certificate c where c.property = p.property),
    'entries', coalesce((select jsonb_agg(jsonb_build_object('no', e.no, 'deed', e.deed, 'step_deed', e.step_deed,
        'name', e.signer_name, 'post', e.post_name, 'for_name', e.for_name, 'to_name', e.to_name, 'at', e.at,
        'hash', encode(e.hash, 'hex')) order by e.no)
      from signing_entry e where e.property = p.property and e.paper = p.id and e.deed <> 'urge'), '[]'))
    into said from property q where q.id = realm and p.id is not null;
  perform set_config('hushu.property', '', true);
  return said;
end $$;
grant execute on function signing_hash, signing_first_broken, signing_public to hushu_app;
