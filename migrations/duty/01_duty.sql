-- Duty and handover: a record for each shift of each team, written as it happens; given from one to another by two PINs
-- (DUTY-1 to DUTY-9).

-- Teams that keep records. `relieved_by`: the team whose shift takes over; `takes_night`: with a handover from another team to
-- this one the night register goes over, too (DESK-15); where none is so, the day desk takes it on its own page. `counts_at`: where the
-- keys, radios and supplies hang that are counted when it hands over; nowhere said, all of them.
create table duty_team (
  property uuid not null, id uuid not null, team uuid not null, relieved_by uuid not null,
  shifts text[] not null check (shifts <> '{}'), takes_night boolean not null default false,
  counts_at text not null default '' check (counts_at in ('', 'control_room', 'desk')), place int not null,
  primary key (property, id), unique (property, team),
  foreign key (property, team) references roster_team (property, id),
  foreign key (property, relieved_by) references roster_team (property, id)
);
call protect('duty_team');

-- What is looked at, at which hour; lights go by the season's timetable: from one day of the year to another.
create table duty_check (
  property uuid not null, id uuid not null, team uuid not null, at time not null,
  kind text not null check (kind in ('area', 'lights_on', 'lights_off', 'post')), words text not null check (words <> ''),
  since text not null default '' check (since ~ '^((0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$'),
  until text not null default '' check (until ~ '^((0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$'),
  place int not null, primary key (property, id), foreign key (property, team) references roster_team (property, id),
  check ((since = '') = (until = ''))
);
call protect('duty_check');

-- One record a team, day and shift; a shift over midnight belongs to the day on which it begins.
create table duty_record (
  property uuid not null, id uuid not null, team uuid not null, day date not null, shift uuid not null,
  begins_at timestamptz not null, ends_at timestamptz not null, person uuid not null, begun_at timestamptz not null,
  planned boolean not null, why text not null default '', state text not null default 'open' check (state in ('open', 'handed')),
  ended_at timestamptz, over_minutes int not null default 0 check (over_minutes >= 0), told_at timestamptz,
  primary key (property, id), unique (property, team, day, shift),
  foreign key (property, team) references roster_team (property, id),
  foreign key (property, shift) references shift (property, id),
  foreign key (property, person) references person (property, id),
  check (planned or why <> ''), check ((state = 'handed') = (ended_at is not null)), check (ends_at > begins_at)
);
call protect('duty_record');
create index duty_record_open on duty_record (property, team) where state = 'open';
create index duty_record_by_day on duty_record (property, day desc);
revoke delete on duty_record from hushu_app;

-- An emergency, a major event, major equipment being started or stopped, a repair of a public area: open until somebody ends it.
create table duty_incident (
  property uuid not null, id uuid not null, record uuid not null,
  kind text not null check (kind in ('emergency', 'major', 'equipment', 'repair')),
  sort text not null default '', place text not null default '', words text not null check (words <> ''),
  opened_by uuid not null, opened_at timestamptz not null, ended_by uuid, ended_at timestamptz, ended_words text not null default '',
  primary key (property, id), foreign key (property, record) references duty_record (property, id),
  foreign key (property, opened_by) references person (property, id),
  foreign key (property, ended_by) references person (property, id),
  check ((ended_at is null) = (ended_by is null)), check (ended_at is null or ended_words <> ''), check (ended_at >= opened_at)
);
call protect('duty_incident');
create index duty_incident_open on duty_incident (property, opened_at) where ended_at is null;
revoke delete on duty_incident from hushu_app;

-- The record's lines. Never rewritten or torn out: a correction is a line of its own that names the one it corrects.
create table duty_entry (
  property uuid not null, id uuid not null, record uuid not null, at timestamptz not null, person uuid not null,
  kind text not null check (kind in ('situation', 'check', 'call', 'incident', 'handover', 'correction')),
  words text not null check (words <> ''), handling text not null default '', place text not null default '',
  fault boolean not null default false, duty_check uuid, incident uuid, corrects uuid,
  primary key (property, id), unique (property, record, id), foreign key (property, record) references duty_record (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, incident) references duty_incident (property, id),
  foreign key (property, record, corrects) references duty_entry (property, record, id),
  check ((kind = 'correction') = (corrects is not null))
);
call protect('duty_entry');
create unique index duty_entry_one_check on duty_entry (property, record, duty_check) where duty_check is not null;
create index duty_entry_of_record on duty_entry (property, record, at);
create index duty_entry_of_incident on duty_entry (property, incident, at) where incident is not null;
revoke update, delete on duty_entry from hushu_app;

-- Grants can be given again by mistake; this holds for everybody, the owner included.
create function duty_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was written on duty stays as it was written' using errcode = 'integrity_constraint_violation';
end $$;
create trigger stays before update or delete on duty_entry for each row execute function duty_stays();
create trigger stays before update or delete on duty_record for each row when (old.state = 'handed') execute function duty_stays();
create trigger stays before update or delete on duty_incident for each row when (old.ended_at is not null)
  execute function duty_stays();
revoke update on duty_record, duty_incident from hushu_app;
grant update (state, ended_at, over_minutes, told_at) on duty_record to hushu_app;
grant update (ended_by, ended_at, ended_words) on duty_incident to hushu_app;

-- An order from above for the shifts to come, of one team or of all, until it is done or its last day is over.
create table duty_order (
  property uuid not null, id uuid not null, team uuid, words text not null check (words <> ''), person uuid not null,
  at timestamptz not null, until date, done_at timestamptz, done_by uuid, done_words text not null default '',
  primary key (property, id), foreign key (property, team) references roster_team (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, done_by) references person (property, id), check ((done_at is null) = (done_by is null))
);
call protect('duty_order');
create index duty_order_open on duty_order (property, at) where done_at is null;
revoke update, delete on duty_order from hushu_app;
grant update (done_at, done_by, done_words) on duty_order to hushu_app;

-- From one to another, once a record. `incoming` is nobody while the successor is declared unfit and no stand-in is found.
create table duty_handover (
  property uuid not null, id uuid not null, record uuid not null, incoming uuid, why text not null default '',
  planned boolean not null default false, came_at timestamptz, read_at timestamptz,
  words text not null default '', outgoing uuid, done_at timestamptz, into_record uuid,
  primary key (property, id), unique (property, record),
  foreign key (property, record) references duty_record (property, id),
  foreign key (property, into_record) references duty_record (property, id),
  foreign key (property, incoming) references person (property, id),
  foreign key (property, outgoing) references person (property, id),
  check ((incoming is null) = (came_at is null)),
  check (done_at is null or (incoming is not null and outgoing is not null and incoming <> outgoing and into_record is not null)),
  check (into_record <> record)
);
call protect('duty_handover');
create index duty_handover_of_incoming on duty_handover (property, incoming) where done_at is null;
create index duty_handover_into on duty_handover (property, into_record);
revoke delete on duty_handover from hushu_app;
create trigger stays before update or delete on duty_handover for each row when (old.done_at is not null) execute function duty_stays();

-- What two have signed for stays: nothing is accepted, answered or counted afterwards.
create function duty_handover_open() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from duty_handover h where h.property = new.property and h.id = new.handover and h.done_at is not null) then
    raise exception 'this shift is handed over' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

-- Who was found not fit to take over, and what was seen of it: however many, for good (H0 16.2.4).
create table duty_unfit (
  property uuid not null, id uuid not null, handover uuid not null, person uuid not null, words text not null check (words <> ''),
  said_by uuid not null, at timestamptz not null, primary key (property, id), unique (property, handover, person),
  foreign key (property, handover) references duty_handover (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, said_by) references person (property, id), check (person <> said_by)
);
call protect('duty_unfit');
revoke update, delete on duty_unfit from hushu_app;

-- What was presented, and what the incoming said to it: accepted, or asked about and answered. What was said before they came
-- (by a successor who was not fit) does not count.
create table duty_item (
  property uuid not null, id uuid not null, handover uuid not null, key text not null check (key <> ''), label text not null,
  title text not null, detail text not null default '', verdict text not null check (verdict in ('accepted', 'query')),
  words text not null default '', person uuid not null, at timestamptz not null, answer text not null default '', answered_by uuid,
  answered_at timestamptz, primary key (property, id), unique (property, handover, key),
  foreign key (property, handover) references duty_handover (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, answered_by) references person (property, id),
  check (verdict = 'accepted' or words <> ''), check ((answered_at is null) = (answer = ''))
);
call protect('duty_item');
revoke delete on duty_item from hushu_app;
create trigger stays before insert or update on duty_item for each row execute function duty_handover_open();

-- Keys, radios and supplies as both counted them.
create table duty_count (
  property uuid not null, id uuid not null, handover uuid not null, thing uuid not null, kind text not null, label text not null,
  expected int not null check (expected >= 0), out int not null check (out >= 0), counted int not null check (counted >= 0),
  words text not null default '', person uuid not null, at timestamptz not null,
  primary key (property, id), unique (property, handover, thing),
  foreign key (property, handover) references duty_handover (property, id),
  foreign key (property, person) references person (property, id), check (counted = expected or words <> '')
);
call protect('duty_count');
revoke delete on duty_count from hushu_app;
create trigger stays before insert or update on duty_count for each row execute function duty_handover_open();

-- That the manager let a handover go on although something held it; stays visible for good. `keys` name what was let pass: what
-- comes up afterwards holds again. None where it was only that the outgoing is not there to sign.
create table duty_override (
  property uuid not null, id uuid not null, record uuid not null, person uuid not null, at timestamptz not null,
  reason text not null check (reason <> ''), held text not null check (held <> ''), keys text[] not null, primary key (property, id),
  foreign key (property, record) references duty_record (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('duty_override');
create index duty_override_of on duty_override (property, record);
revoke update, delete on duty_override from hushu_app;

-- The written report of an emergency or a major event, due by the end of the next day.
create table duty_report (
  property uuid not null, id uuid not null, incident uuid not null, writer uuid not null, due_at timestamptz not null,
  words text not null default '', handed_in_at timestamptz, handed_in_by uuid, read_at timestamptz, read_by uuid,
  primary key (property, id), unique (property, incident),
  foreign key (property, incident) references duty_incident (property, id),
  foreign key (property, writer) references person (property, id),
  foreign key (property, handed_in_by) references person (property, id),
  foreign key (property, read_by) references person (property, id),
  check ((handed_in_at is null) = (handed_in_by is null)), check (handed_in_at is null or words <> ''),
  check ((read_at is null) = (read_by is null)), check (read_at is null or handed_in_at is not null)
);
call protect('duty_report');
create index duty_report_owed on duty_report (property, writer) where handed_in_at is null;
-- Handed in, it is read and nothing else.
create trigger stays before update or delete on duty_report for each row when (old.read_at is not null) execute function duty_stays();
create trigger handed_in before update of words, writer, due_at, incident, handed_in_at, handed_in_by on duty_report
  for each row when (old.handed_in_at is not null) execute function duty_stays();
revoke update, delete on duty_report from hushu_app;
grant update (words, writer, handed_in_at, handed_in_by, read_at, read_by) on duty_report to hushu_app;

-- Who has read and signed a record, with their PIN.
create table duty_sight (
  property uuid not null, id uuid not null, record uuid not null, person uuid not null, at timestamptz not null,
  primary key (property, id), unique (property, record),
  foreign key (property, record) references duty_record (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('duty_sight');
revoke update, delete on duty_sight from hushu_app;
