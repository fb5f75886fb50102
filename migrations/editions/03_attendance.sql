-- Attendance: signed on and off, judged by the shift that was in force then, corrected with a reason, reported each month (ROST-10).

create table attendance (
  property uuid not null, id uuid not null, person uuid not null, day date not null, shift uuid not null,
  begins_at timestamptz not null, ends_at timestamptz not null check (ends_at > begins_at),
  on_at timestamptz, on_how text not null default '' check (on_how in ('', 'pin', 'qr', 'handover', 'keeper')),
  off_at timestamptz, off_how text not null default '' check (off_how in ('', 'pin', 'qr', 'handover', 'keeper')),
  primary key (property, id), unique (property, person, day),
  foreign key (property, person) references person (property, id),
  foreign key (property, shift) references shift (property, id),
  check (off_at > on_at), check ((on_at is null) = (on_how = '')), check ((off_at is null) = (off_how = ''))
);
call protect('attendance');
create index attendance_of_day on attendance (property, day);

create table attendance_correction (
  property uuid not null, id uuid not null, attendance uuid not null, was_on timestamptz, was_off timestamptz,
  now_on timestamptz, now_off timestamptz, reason text not null check (reason <> ''), made_by uuid not null,
  made_at timestamptz not null, primary key (property, id),
  foreign key (property, attendance) references attendance (property, id),
  foreign key (property, made_by) references person (property, id)
);
call protect('attendance_correction');
create index attendance_correction_of on attendance_correction (property, attendance);

-- What stands at a post as a QR code: whoever scans it with their own phone is there.
create table attendance_post (
  property uuid not null, id uuid not null, team uuid not null, code text not null check (length(code) >= 22),
  made_at timestamptz not null, primary key (property, id), unique (property, team), unique (property, code),
  foreign key (property, team) references roster_team (property, id)
);
call protect('attendance_post', redacted => '{code}');

-- A month as it was reported to the personnel office: frozen, and signed through its chain.
create table attendance_report (
  property uuid not null, id uuid not null, month date not null check (extract(day from month) = 1), first date not null,
  last date not null check (last >= first), rows jsonb not null, state text not null
    check (state in ('signing', 'reported', 'dropped')), made_by uuid not null, made_at timestamptz not null, paper uuid,
  ended_at timestamptz, primary key (property, id),
  foreign key (property, made_by) references person (property, id)
);
call protect('attendance_report');
create unique index attendance_report_once on attendance_report (property, month) where state <> 'dropped';
