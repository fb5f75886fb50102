-- Keys, radios and the equipment of a shift: what there is, who has it, what was counted and reported (CUST-1 to CUST-4, CUST-6).

-- A thing on its hook. expected: how many belong to it (keys of a ring, torches). present: how many of them there really are.
-- seal: the number of the seal on a sealed key. state: a radio can be faulty or away for repair.
create table custody_thing (
  property uuid not null, id uuid not null, no text not null check (no <> ''), label text not null check (label <> ''),
  kind text not null check (kind in ('area', 'unit', 'sealed', 'radio', 'supply')),
  place text not null check (place in ('control_room', 'desk')),
  expected int not null check (expected between 1 and 999), present int not null check (present between 0 and 999),
  unit uuid, seal text not null default '', note text not null default '', source text not null default '',
  state text not null default 'fit' check (state in ('fit', 'faulty', 'repair', 'lost', 'retired')),
  search text not null, sort_key text not null, pack_hash text not null default '',
  primary key (property, id), foreign key (property, unit) references unit (property, id),
  check ((kind = 'sealed') = (seal <> '')), check (kind = 'unit' or unit is null),
  check (kind = 'radio' or state not in ('faulty', 'repair')), check (kind <> 'radio' or expected = 1)
);
call protect('custody_thing');
create unique index custody_thing_no on custody_thing (property, no) where state <> 'retired';

-- Area keys drawn or returned in one go, counted and signed by both (the key handover sheet).
create table custody_sheet (
  property uuid not null, id uuid not null, number text not null, kind text not null check (kind in ('draw', 'return')),
  place text not null check (place in ('control_room', 'desk')), at timestamptz not null, keeper uuid not null, other uuid not null,
  words text not null default '', primary key (property, id), unique (property, number),
  foreign key (property, keeper) references person (property, id), foreign key (property, other) references person (property, id),
  check (keeper <> other)
);
call protect('custody_sheet');
create index custody_sheet_by_time on custody_sheet (property, at desc);

-- Who has a thing. firm, visitor: on whose behalf a member of staff borrowed it. power_off, shut: confirmed when a room's key came back.
create table custody_loan (
  property uuid not null, id uuid not null, thing uuid not null, person uuid not null, purpose text not null default '',
  firm text not null default '', visitor text not null default '', count_out int not null check (count_out > 0),
  out_at timestamptz not null, out_by uuid not null, out_sheet uuid, out_words text not null default '', due_at timestamptz,
  back_at timestamptz, back_by uuid, back_from uuid, back_sheet uuid, count_back int, power_off boolean not null default false,
  shut boolean not null default false, condition text not null default '' check (condition in ('', 'good', 'damaged', 'lost')),
  back_words text not null default '',
  primary key (property, id),
  foreign key (property, thing) references custody_thing (property, id),
  foreign key (property, person) references person (property, id), foreign key (property, out_by) references person (property, id),
  foreign key (property, back_by) references person (property, id), foreign key (property, back_from) references person (property, id),
  foreign key (property, out_sheet) references custody_sheet (property, id),
  foreign key (property, back_sheet) references custody_sheet (property, id),
  check ((firm = '') = (visitor = '')), check (out_by <> person), check (due_at > out_at), check (back_at >= out_at),
  check ((back_at is null) = (back_by is null)), check ((back_at is null) = (condition = '')),
  check ((back_at is null or condition = 'lost') = (back_from is null)), check (back_by <> back_from),
  check ((back_at is null) = (count_back is null)), check (count_back between 0 and count_out)
);
call protect('custody_loan');
-- A thing is in one person's hands at a time.
create unique index custody_loan_out on custody_loan (property, thing) where back_at is null;
create index custody_loan_mine on custody_loan (property, person) where back_at is null;
create index custody_loan_of on custody_loan (property, thing, out_at desc);
create index custody_loan_out_sheet on custody_loan (property, out_sheet) where out_sheet is not null;
create index custody_loan_back_sheet on custody_loan (property, back_sheet) where back_sheet is not null;
create index custody_loan_by_time on custody_loan (property, out_at desc, id desc);

-- What went wrong, in writing, until the manager has answered it. reported_by is empty where the clock reported it.
create table custody_report (
  property uuid not null, id uuid not null, number text not null, thing uuid not null, loan uuid,
  kind text not null check (kind in ('count', 'late', 'lost', 'damaged', 'seal')), counted int, expected int,
  words text not null check (words <> ''), at timestamptz not null, reported_by uuid,
  answer text not null default '', answered_at timestamptz, answered_by uuid,
  primary key (property, id), unique (property, number),
  foreign key (property, thing) references custody_thing (property, id),
  foreign key (property, loan) references custody_loan (property, id),
  foreign key (property, reported_by) references person (property, id),
  foreign key (property, answered_by) references person (property, id),
  check ((kind = 'count') = (counted is not null)), check ((counted is null) = (expected is null)), check (counted <> expected),
  check ((answer = '') = (answered_at is null)), check ((answered_at is null) = (answered_by is null))
);
call protect('custody_report');
create index custody_report_open on custody_report (property, at) where answered_at is null;
create index custody_report_of on custody_report (property, thing, at desc);

-- What was done with a thing besides lending: why a key is still out, charging, inspection, a radio's way to repair and back.
create table custody_note (
  property uuid not null, id uuid not null, thing uuid not null, loan uuid,
  deed text not null check (deed in ('reason', 'charged', 'inspected', 'fault', 'sent', 'mended', 'seal', 'found', 'changed', 'retired')),
  words text not null default '', at timestamptz not null, by uuid not null,
  primary key (property, id),
  foreign key (property, thing) references custody_thing (property, id),
  foreign key (property, loan) references custody_loan (property, id),
  foreign key (property, by) references person (property, id),
  check (deed <> 'reason' or (loan is not null and words <> '')), check (deed <> 'fault' or words <> '')
);
call protect('custody_note');
create index custody_note_of on custody_note (property, thing, at desc);

-- Only what is there and whole is lent, once; what came back stays as it was taken back.
create function custody_loan_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.back_at is not null then
    raise exception 'what came back stays as it was taken back' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' and not exists (select 1 from custody_thing t where t.property = new.property and t.id = new.thing
                                        and t.state = 'fit' and t.kind <> 'supply') then
    raise exception 'this thing is not lent' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger way before insert or update on custody_loan for each row execute function custody_loan_way();

-- What somebody has in their hands is neither retired nor away for repair.
create function custody_thing_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state in ('retired', 'repair', 'lost') and new.state <> old.state
     and exists (select 1 from custody_loan l where l.property = new.property and l.thing = new.id and l.back_at is null) then
    raise exception 'this thing is out' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger way before update on custody_thing for each row execute function custody_thing_way();

-- The story of a thing stays on record.
revoke delete on custody_thing, custody_sheet, custody_loan, custody_report, custody_note from hushu_app;
revoke update on custody_sheet, custody_loan, custody_report, custody_note from hushu_app;
grant update (due_at, back_at, back_by, back_from, back_sheet, count_back, power_off, shut, condition, back_words)
  on custody_loan to hushu_app;
grant update (answer, answered_at, answered_by) on custody_report to hushu_app;
