-- Meetings: kinds with their run of steps, each meeting with attendance, matters, problems, decisions, minutes (MEET-1 to MEET-5).

-- days: weekdays it is held on, Monday 1. off_day: what becomes of it on a day that is not worked.
create table meeting_kind (
  property uuid not null, id uuid not null, key text not null check (key <> ''), name text not null check (name <> ''),
  days int[] not null default '{}' check (days <@ '{1,2,3,4,5,6,7}'), starts time not null,
  minutes int not null check (minutes between 5 and 480), venue text not null default '',
  off_day text not null default 'hold' check (off_day in ('hold', 'omit', 'before', 'after')),
  posts text[] not null check (posts <> '{}'), chair text not null default '', recorder text not null default '',
  matters_hours int not null default 0 check (matters_hours between 0 and 72), minuted boolean not null default false,
  steps jsonb not null default '[]' check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) <= 20),
  place int not null, version int not null default 1, ended_at timestamptz, pack_hash text not null default '',
  primary key (property, id), unique (property, key)
);
call protect('meeting_kind');

-- planned_for: the day its kind is due on; an extra meeting has none. Once a day of each kind, unless it was called off.
create table meeting (
  property uuid not null, id uuid not null, kind uuid not null, title text not null check (title <> ''),
  planned_for date, day date not null, starts_at timestamptz not null,
  minutes int not null check (minutes between 5 and 480), venue text not null default '',
  state text not null default 'planned' check (state in ('planned', 'open', 'ended', 'called_off')),
  changed_words text not null default '', chair uuid, recorder uuid, opened_at timestamptz, ended_at timestamptz,
  version int not null default 1, told_on date, made_at timestamptz not null,
  primary key (property, id), foreign key (property, kind) references meeting_kind (property, id),
  check ((state in ('open', 'ended')) = (opened_at is not null)), check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'called_off' or changed_words <> ''), check (planned_for is null or planned_for = day or changed_words <> '')
);
call protect('meeting');
create unique index meeting_once on meeting (property, kind, day) where state <> 'called_off';
create unique index meeting_due_once on meeting (property, kind, planned_for) where planned_for is not null;
create index meeting_day on meeting (property, day desc);

-- read_at: the previous handover record, read and signed; read_by: at whose screen, where it was not their own.
create table meeting_attendee (
  property uuid not null, id uuid not null, meeting uuid not null, person uuid not null,
  state text not null default 'expected' check (state in ('expected', 'present', 'late', 'excused', 'absent')),
  reason text not null default '', marked_by uuid, marked_at timestamptz, read_at timestamptz, read_by uuid,
  primary key (property, id), unique (property, meeting, person),
  foreign key (property, meeting) references meeting (property, id) on delete cascade,
  foreign key (property, person) references person (property, id),
  foreign key (property, marked_by) references person (property, id),
  foreign key (property, read_by) references person (property, id),
  check (state <> 'excused' or reason <> ''), check ((read_at is null) = (read_by is null))
);
call protect('meeting_attendee');
create index meeting_attendee_person on meeting_attendee (property, person);
-- One recorder and one in the chair, and both are of those who were asked to come.
alter table meeting
  add foreign key (property, id, recorder) references meeting_attendee (property, meeting, person),
  add foreign key (property, id, chair) references meeting_attendee (property, meeting, person);

-- What somebody who cannot come hands in before, once for each.
create table meeting_matter (
  property uuid not null, id uuid not null, meeting uuid not null, person uuid not null, words text not null check (words <> ''),
  handed_at timestamptz not null, primary key (property, id), unique (property, meeting, person),
  foreign key (property, meeting, person) references meeting_attendee (property, meeting, person)
);
call protect('meeting_matter', redacted => '{words}');

create table meeting_step (
  property uuid not null, id uuid not null, meeting uuid not null, place int not null, name text not null check (name <> ''),
  hint text not null default '', shows text not null default '' check (shows in ('', 'handover', 'decisions', 'matters', 'problems')),
  words text not null default '', done_at timestamptz, done_by uuid,
  primary key (property, id), unique (property, meeting, place),
  foreign key (property, meeting) references meeting (property, id) on delete cascade,
  foreign key (property, done_by) references person (property, id), check ((done_at is null) = (done_by is null))
);
call protect('meeting_step', redacted => '{words}');

create table meeting_problem (
  property uuid not null, id uuid not null, meeting uuid not null, words text not null check (words <> ''), raised_by uuid,
  at timestamptz not null, answer text not null default '', answered_by uuid, answered_at timestamptz,
  primary key (property, id), foreign key (property, meeting) references meeting (property, id),
  foreign key (property, raised_by) references person (property, id),
  foreign key (property, answered_by) references person (property, id),
  check ((answer = '') = (answered_at is null) and (answered_by is null) = (answered_at is null))
);
call protect('meeting_problem', redacted => '{words,answer}');
create index meeting_problem_of on meeting_problem (property, meeting);

create table meeting_decision (
  property uuid not null, id uuid not null, meeting uuid not null, words text not null check (words <> ''),
  owner uuid not null, due date not null, state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  made_at timestamptz not null, result text not null default '', closed_at timestamptz, closed_by uuid, told_on date,
  primary key (property, id), foreign key (property, meeting) references meeting (property, id),
  foreign key (property, owner) references person (property, id), foreign key (property, closed_by) references person (property, id),
  check ((state = 'open') = (closed_at is null) and (closed_at is null) = (closed_by is null)), check (state = 'open' or result <> '')
);
call protect('meeting_decision', redacted => '{words,result}');
create index meeting_decision_of on meeting_decision (property, meeting);
create index meeting_decision_open on meeting_decision (property, owner) where state = 'open';

-- One set of minutes a meeting. paper: the chain they are in, or were in last; record: its signed PDF.
create table meeting_minutes (
  property uuid not null, meeting uuid not null, id uuid not null, words text not null default '',
  state text not null default 'draft' check (state in ('draft', 'signing', 'agreed')), version int not null default 1,
  written_by uuid not null, written_at timestamptz not null, paper uuid, record uuid, erased_at timestamptz,
  primary key (property, id), unique (property, meeting),
  foreign key (property, meeting) references meeting (property, id),
  foreign key (property, written_by) references person (property, id),
  foreign key (property, paper) references signing_paper (property, id),
  foreign key (property, record) references file (property, id), check (state = 'draft' or paper is not null)
);
call protect('meeting_minutes', redacted => '{words}');

-- What was sent to its signers stays as they see it, until it comes back.
create function meeting_stays() returns trigger language plpgsql as $$
declare
  gone uuid := case when tg_op = 'INSERT' then new.meeting else old.meeting end;
  moving text[] := '{answer,answered_by,answered_at,owner,state,result,closed_at,closed_by,told_on,read_at,read_by}';
begin
  if exists (select from meeting_minutes m where m.property = property_here() and m.meeting = gone and m.state <> 'draft' and m.erased_at is null)
     and (tg_op <> 'UPDATE' or (tg_table_name = 'meeting_attendee' and to_jsonb(old) -> 'state' is distinct from to_jsonb(new) -> 'state')
          or to_jsonb(new) - moving is distinct from to_jsonb(old) - moving) then
    raise exception 'what is being signed does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger stays before insert or update or delete on meeting_problem for each row execute function meeting_stays();
create trigger stays before insert or update or delete on meeting_decision for each row execute function meeting_stays();
create trigger stays before insert or update or delete on meeting_attendee for each row execute function meeting_stays();
create trigger stays before insert or update or delete on meeting_step for each row execute function meeting_stays();
