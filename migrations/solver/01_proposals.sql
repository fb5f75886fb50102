-- Proposed rosters: runs of the solver with what they found, cells that stay as they are, and what people wish (ROST-3).

-- keep: `planned` keeps every shift that stands, `fixed` only fixed cells. asked, cells, explanation: what the solver was asked
-- and answered. seen_at: when its run last said how far it is. before: the month as it stood when it was asked.
create table roster_proposal (
  property uuid not null, id uuid not null, roster uuid not null, asked_by uuid not null, asked_at timestamptz not null,
  keep text not null check (keep in ('planned', 'fixed')), state text not null default 'waiting'
    check (state in ('waiting', 'working', 'done', 'stopped', 'failed', 'taken', 'dropped')),
  stopping boolean not null default false, seen_at timestamptz not null, progress jsonb not null default '{}',
  before jsonb not null default '[]', cells jsonb not null default '[]', explanation jsonb not null default '{}',
  continues uuid, -- the proposal that its search goes on from
  objective double precision not null default 0, bound double precision not null default 0, seconds double precision not null default 0,
  primary key (property, id), foreign key (property, roster) references roster (property, id),
  foreign key (property, asked_by) references person (property, id), foreign key (property, continues) references roster_proposal (property, id)
);
-- One run a roster: who asks second sees the first one's progress.
create unique index roster_proposal_running on roster_proposal (property, roster) where state in ('waiting', 'working');
create index roster_proposal_recent on roster_proposal (property, roster, asked_at desc);
call protect('roster_proposal', redacted => '{progress,seen_at,before,cells,explanation,objective,bound,seconds}');

-- A day of a person that the solver leaves as it is, a free one too.
create table roster_fixed (
  property uuid not null, id uuid not null, roster uuid not null, person uuid not null, day date not null,
  primary key (property, id), unique (property, roster, person, day),
  foreign key (property, roster) references roster (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('roster_fixed');

-- What somebody wishes of a day in a month that is not published: to be free, or a shift by its key.
create table roster_wish (
  property uuid not null, id uuid not null, person uuid not null, day date not null, wants text not null check (wants <> ''),
  words text not null default '' check (length(words) <= 200), primary key (property, id), unique (property, person, day),
  foreign key (property, person) references person (property, id)
);
call protect('roster_wish', redacted => '{words}');
