-- What came in and waits to be filed, and who handed in what (ARCH-6, ARCH-8).

-- A paper brought or a file dropped. `proposal`: what its own words say; `words`: its text, under the file's own key.
create table archive_intake (
  property uuid not null, id uuid not null, file uuid not null, given_by uuid not null, given_at timestamptz not null,
  state text not null default 'reading' check (state in ('reading', 'proposed', 'filed', 'discarded')),
  proposal jsonb not null default '{}', words bytea, thumb uuid, pages int not null default 1, seeing boolean not null default false,
  problem text not null default '', item uuid, decided_by uuid, decided_at timestamptz,
  primary key (property, id), unique (property, file),
  foreign key (property, file) references file (property, id), foreign key (property, thumb) references file (property, id),
  foreign key (property, given_by) references person (property, id), foreign key (property, decided_by) references person (property, id),
  foreign key (property, item) references archive_item (property, id),
  check ((state = 'filed') = (item is not null))
);
call protect('archive_intake', redacted => '{words}');
create index archive_intake_open on archive_intake (property, given_at, id) where state in ('reading', 'proposed');

-- A list that two parties confirm (H0 6.1.1.2 6). kind meeting: papers brought home from outside, due on a day (H0 6.2.3).
create table archive_handin (
  property uuid not null, id uuid not null, year int not null, no int not null, kind text not null check (kind in ('department', 'meeting')),
  giver uuid not null, department text not null default '', meeting text not null default '', held_on date, due_on date not null,
  state text not null default 'announced' check (state in ('announced', 'given', 'taken')),
  note text not null default '', made_at timestamptz not null, given_at timestamptz, taken_by uuid, taken_at timestamptz,
  primary key (property, id), unique (property, year, no),
  foreign key (property, giver) references person (property, id), foreign key (property, taken_by) references person (property, id),
  check ((state = 'taken') = (taken_at is not null)), check (taken_by is null or taken_by <> giver)
);
call protect('archive_handin');
create index archive_handin_open on archive_handin (property, due_on) where state <> 'taken';

create table archive_handin_line (
  property uuid not null, id uuid not null, handin uuid not null, place int not null, title text not null check (title <> ''),
  pages int not null default 1 check (pages > 0), original boolean not null default true, file uuid,
  verdict text not null default 'waiting' check (verdict in ('waiting', 'taken', 'missing')), said text not null default '',
  primary key (property, id), unique (property, handin, place),
  foreign key (property, handin) references archive_handin (property, id), foreign key (property, file) references file (property, id)
);
call protect('archive_handin_line');
revoke delete on archive_handin, archive_intake from hushu_app;
