-- Scripts: what is said at the desk, its versions, and how a person finds it (DESK-1 to DESK-7, TEN-3).

-- `current` is the version in force and the only wording the desk sees; `terms`, `deep` and `opening` follow it.
create table script (
  property uuid not null, id uuid not null, key text not null, title text not null, situation text not null,
  place int not null default 0, current uuid,
  opening text not null default '', terms text not null default '', deep text not null default '',
  pack_hash text not null default '', pack_edition int not null default 0,
  reviewed_on date, reminded_on date, retired_at timestamptz, created_at timestamptz not null,
  primary key (property, id), unique (property, key), check (current is null or retired_at is null)
);
call protect('script', redacted => '{terms,deep,opening}');
create index script_by_place on script (property, place, id);

create table script_version (
  property uuid not null, id uuid not null, script uuid not null, number int not null check (number > 0),
  state text not null check (state in ('draft', 'signing', 'in_force', 'retired', 'discarded')),
  ends boolean not null default false, -- its signature takes the script out of use; its words say what was ended
  title text not null check (title <> ''), situation text not null, channel text not null,
  aliases text[] not null default '{}', say text not null check (say <> ''), never text[] not null default '{}',
  write_down text[] not null default '{}', next_steps text[] not null default '{}', flow jsonb not null default '[]',
  source text not null default '', pack_edition int, -- the pack's own words, unchanged, as of that edition
  author uuid, changed_at timestamptz not null, edition int not null default 1,
  valid_from timestamptz, valid_until timestamptz,
  primary key (property, id), unique (property, script, number),
  foreign key (property, script) references script (property, id),
  foreign key (property, author) references person (property, id),
  check (state <> 'in_force' or (valid_from is not null and valid_until is null)),
  check (state <> 'retired' or valid_until is not null), check (valid_until >= valid_from)
);
call protect('script_version');
-- One wording in force and one in the making; both held by the database, whoever writes at once (DESK-3).
create unique index script_in_force on script_version (property, script) where state = 'in_force';
create unique index script_in_making on script_version (property, script) where state in ('draft', 'signing');
alter table script add foreign key (property, current) references script_version (property, id)
  deferrable initially deferred;

-- A person's own habit: what is starred, how often and when the words were last opened (DESK-4).
create table script_habit (
  property uuid not null, id uuid not null default gen_random_uuid(), person uuid not null, script uuid not null,
  favourite boolean not null default false, times int not null default 0, last_at timestamptz,
  primary key (property, id), unique (property, person, script),
  foreign key (property, person) references person (property, id),
  foreign key (property, script) references script (property, id)
);
call protect('script_habit', audited => false);

-- Practice: what a person would have said, beside the words in force then (DESK-7); training reads it.
create table script_practice (
  property uuid not null, id uuid not null, person uuid not null, version uuid not null,
  answer text not null check (answer <> ''), closeness int not null check (closeness between 0 and 100),
  forbidden text[] not null default '{}', at timestamptz not null,
  primary key (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, version) references script_version (property, id)
);
call protect('script_practice');
create index script_practice_of on script_practice (property, person, at);
