-- The desk: the log whose first wording stays, messages, matters with a promised time, the night handed to the morning.

-- A call, visit, letter, fax, message or walk-in (DESK-10). `register_day` is the date of the register's page: a night
-- belongs to the day on which it began. What was first written is never changed; corrections are rows of their own.
create table log_line (
  property uuid not null, id uuid not null, at timestamptz not null,
  kind text not null check (kind in ('call', 'visit', 'letter', 'fax', 'message', 'walk_in')),
  channel text not null check (channel in ('phone', 'counter', 'radio', 'online', 'post', 'fax')),
  caller text not null default '', company text not null default '', unit text not null default '',
  building text not null default '', household uuid, phone text not null default '', matter text not null check (matter <> ''),
  matter_kind text not null check (matter_kind in
    ('repair', 'complaint', 'enquiry', 'help', 'suggestion', 'visitor', 'parcel', 'other')),
  outcome text not null check (outcome in ('answered', 'message', 'later', 'handed', 'open')),
  register text not null check (register in ('day', 'night')), register_day date not null,
  taken_by uuid not null, for_person uuid, promised_at timestamptz,
  urgent boolean not null default false, script text not null default '',
  state text not null default 'done' check (state in ('done', 'waiting')),
  corrections int not null default 0, search text not null default '',
  primary key (property, id),
  foreign key (property, taken_by) references person (property, id),
  foreign key (property, for_person) references person (property, id),
  foreign key (property, household) references household (property, id),
  check (outcome in ('answered', 'open') or for_person is not null),
  check (outcome <> 'open' or for_person is not null or register = 'night'), -- never dropped (DESK-13)
  check (for_person is null or outcome in ('answered', 'message') or promised_at is not null)
);
call protect('log_line', redacted => '{search}');
create index log_line_by_time on log_line (property, at desc, id desc);
create index log_line_by_phone on log_line (property, phone, at desc) where phone <> '';
create index log_line_by_unit on log_line (property, unit, at desc) where unit <> '';
create index log_line_waiting on log_line (property, at) where state = 'waiting';
revoke update, delete on log_line from hushu_app;
grant update (state, corrections, search) on log_line to hushu_app;

-- Grants can be given again by mistake; this holds for everybody, the owner included.
create function log_line_stays() returns trigger language plpgsql as $$
declare moving constant text[] := '{state,corrections,search}';
begin
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving then
    raise exception 'the first wording of a line stays' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger first_wording before update on log_line for each row execute function log_line_stays();

create table line_correction (
  property uuid not null, id uuid not null, line uuid not null,
  field text not null check (field in
    ('caller', 'company', 'unit', 'phone', 'matter', 'matter_kind', 'kind', 'addition')),
  old text not null, new text not null check (new <> '' or field <> 'addition'), why text not null check (why <> ''),
  person uuid not null, at timestamptz not null,
  primary key (property, id), foreign key (property, line) references log_line (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('line_correction');
create index line_correction_of_line on line_correction (property, line, at);
revoke update, delete on line_correction from hushu_app;

-- Words for somebody who is absent; opening it is the receipt (DESK-12).
create table message (
  property uuid not null, id uuid not null, line uuid, from_person uuid not null, for_person uuid not null,
  caller text not null default '', company text not null default '', phone text not null default '',
  words text not null check (words <> ''), urgent boolean not null default false,
  left_at timestamptz not null, read_at timestamptz, back_at timestamptz, told_at timestamptz, told_by uuid,
  done_at timestamptz, reply text not null default '',
  primary key (property, id), foreign key (property, line) references log_line (property, id),
  foreign key (property, from_person) references person (property, id),
  foreign key (property, for_person) references person (property, id),
  foreign key (property, told_by) references person (property, id),
  check (read_at >= left_at), check (done_at is null or read_at is not null or told_at is not null)
);
call protect('message');
create index message_for on message (property, for_person, left_at desc);
create index message_open on message (property, left_at) where done_at is null;
create index message_of_line on message (property, line) where line is not null;
revoke delete on message from hushu_app;

-- What the desk could not answer: a named person, a promised time (DESK-13).
create table matter (
  property uuid not null, id uuid not null, line uuid not null, owner uuid not null, handed_by uuid not null,
  handed_at timestamptz not null, first_promised_at timestamptz not null, promised_at timestamptz not null,
  overdue_at timestamptz, state text not null default 'open' check (state in ('open', 'answered')),
  answer text not null default '', answered_by uuid, answered_at timestamptz,
  primary key (property, id), foreign key (property, line) references log_line (property, id),
  foreign key (property, owner) references person (property, id),
  foreign key (property, handed_by) references person (property, id),
  foreign key (property, answered_by) references person (property, id),
  check ((state = 'answered') = (answered_at is not null and answered_by is not null and answer <> ''))
);
call protect('matter');
create unique index matter_one_open on matter (property, line) where state = 'open';
create index matter_open on matter (property, promised_at) where state = 'open';
create index matter_of_owner on matter (property, owner, promised_at) where state = 'open';
create index matter_of_line on matter (property, line);
revoke delete on matter from hushu_app;

-- What became of a line, a message, a matter, in order; added to, never changed.
create table desk_step (
  property uuid not null, id uuid not null, line uuid, matter uuid, message uuid,
  deed text not null check (deed in ('handed', 'promised_again', 'answered', 'done', 'overdue', 'read', 'came_back',
    'told', 'replied', 'taken_over')),
  words text not null default '', person uuid, to_person uuid, at timestamptz not null,
  primary key (property, id), foreign key (property, line) references log_line (property, id),
  foreign key (property, matter) references matter (property, id),
  foreign key (property, message) references message (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, to_person) references person (property, id),
  check (num_nonnulls(line, matter, message) > 0)
);
call protect('desk_step');
create index desk_step_of_line on desk_step (property, line, at) where line is not null;
create index desk_step_of_message on desk_step (property, message, at) where message is not null;
revoke update, delete on desk_step from hushu_app;

-- The night gave, the day took: once a night (DESK-15).
create table morning_handover (
  property uuid not null, id uuid not null, night date not null, gave uuid not null, took uuid not null,
  at timestamptz not null, lines int not null check (lines >= 0), urgent_lines int not null check (urgent_lines >= 0),
  words text not null default '',
  primary key (property, id), unique (property, night),
  foreign key (property, gave) references person (property, id),
  foreign key (property, took) references person (property, id)
);
call protect('morning_handover');
revoke update, delete on morning_handover from hushu_app;

-- Who is on the telephone with which number now; a hint of two minutes, not a record (DESK-16).
create table call_in_progress (
  property uuid not null, id uuid not null, person uuid not null, phone text not null, at timestamptz not null,
  primary key (property, id), unique (property, person),
  foreign key (property, person) references person (property, id)
);
call protect('call_in_progress', audited => false);
create index call_in_progress_by_phone on call_in_progress (property, phone, at);
