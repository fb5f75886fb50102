-- Duty rosters: shifts and teams of the property, months, and who works what on which day (ROST-1, ROST-2, ROST-4).

create table shift (
  property uuid not null, id uuid not null, key text not null check (key <> ''), letter text not null check (length(letter) = 1),
  name text not null check (name <> ''), begins time not null, ends time not null, unpaid int not null default 0
    check (unpaid between 0 and 240), night boolean not null default false, place int not null, pack_hash text not null default '',
  primary key (property, id), unique (property, key), unique (property, letter)
);
call protect('shift');

create table roster_team (
  property uuid not null, id uuid not null, key text not null check (key <> ''), name text not null check (name <> ''),
  posts text[] not null check (posts <> '{}'), seniors text[] not null default '{}', place int not null,
  pack_hash text not null default '', primary key (property, id), unique (property, key)
);
call protect('roster_team');

-- How many are needed at least: in a shift, or through a window of the day (lunch, dinner), on which kinds of days.
create table roster_need (
  property uuid not null, id uuid not null, team uuid not null, post text not null, least int not null check (least > 0),
  kinds text[] not null check (kinds <> '{}' and kinds <@ '{work,rest,statutory}'), shift text not null default '',
  since time, until time, senior boolean not null default false, place int not null, primary key (property, id),
  foreign key (property, team) references roster_team (property, id),
  check ((shift = '') = (since is not null) and (since is null) = (until is null) and (until > since))
);
call protect('roster_need');

-- What the property entered of its days, before the arrangement of the whole country (ROST-4).
create table calendar_day (
  property uuid not null, id uuid not null, day date not null, kind text not null check (kind in ('work', 'rest', 'statutory')),
  name text not null default '', primary key (property, id), unique (property, day)
);
call protect('calendar_day');

create table roster (
  property uuid not null, id uuid not null, team uuid not null, month date not null check (extract(day from month) = 1),
  state text not null default 'draft' check (state in ('draft')), made_by uuid not null, made_at timestamptz not null,
  primary key (property, id), unique (property, team, month),
  foreign key (property, team) references roster_team (property, id),
  foreign key (property, made_by) references person (property, id)
);
call protect('roster');

-- One person is in one place: at most one shift a day, whatever the roster. A day without a row is free.
create table roster_cell (
  property uuid not null, id uuid not null, roster uuid not null, person uuid not null, day date not null, shift uuid not null,
  primary key (property, id), unique (property, person, day),
  foreign key (property, roster) references roster (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, shift) references shift (property, id)
);
call protect('roster_cell');
create index roster_cell_of on roster_cell (property, roster, day);
