-- Leave and changes of shifts: asked, agreed, checked, approved; private swaps do not exist (ROST-7).

create table leave_request (
  property uuid not null, id uuid not null, person uuid not null,
  kind text not null check (kind in ('personal', 'sick', 'annual', 'marriage', 'maternity', 'bereavement', 'other')),
  first date not null, last date not null check (last >= first), words text not null, stand_in uuid, certificate uuid,
  state text not null check (state in ('asked', 'granted', 'refused', 'withdrawn')),
  asked_by uuid not null, asked_at timestamptz not null, paper uuid, ended_at timestamptz, why text not null default '',
  primary key (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, asked_by) references person (property, id),
  foreign key (property, stand_in) references person (property, id),
  foreign key (property, certificate) references file (property, id)
);
call protect('leave_request', redacted => '{words,why}');
create index leave_request_of on leave_request (property, person, first);

-- Nobody is away twice at once: asked or granted leave of one person does not overlap.
create function leave_overlaps_none() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.property::text || new.person::text, 0));
  if exists (select from leave_request l where l.property = new.property and l.person = new.person and l.id <> new.id
               and l.state in ('asked', 'granted') and l.first <= new.last and l.last >= new.first) then
    raise exception 'leave overlaps' using errcode = 'exclusion_violation';
  end if;
  return new;
end $$;
create trigger overlaps_none before insert on leave_request for each row execute function leave_overlaps_none();

-- giver's shift on day goes to taker; in a swap, taker's on back_day comes to giver in return. approver: whose word it waits for
-- once both agree; nobody named: the planners.
create table shift_change (
  property uuid not null, id uuid not null, roster uuid not null, kind text not null check (kind in ('swap', 'stand_in', 'open')),
  giver uuid not null, day date not null, taker uuid, back_day date, words text not null, leave uuid,
  state text not null check (state in ('asked', 'agreed', 'granted', 'declined', 'refused', 'withdrawn', 'lapsed')),
  asked_by uuid not null, asked_at timestamptz not null, agreed_by uuid, agreed_at timestamptz, approver uuid, ended_by uuid, ended_at timestamptz,
  why text not null default '', edition uuid, primary key (property, id),
  foreign key (property, roster) references roster (property, id),
  foreign key (property, giver) references person (property, id),
  foreign key (property, taker) references person (property, id),
  foreign key (property, asked_by) references person (property, id),
  foreign key (property, agreed_by) references person (property, id),
  foreign key (property, approver) references person (property, id),
  foreign key (property, ended_by) references person (property, id),
  foreign key (property, leave) references leave_request (property, id),
  foreign key (property, edition) references roster_edition (property, id),
  check (giver <> taker), check ((kind = 'swap') = (back_day is not null)), check (kind = 'open' or taker is not null),
  check (state not in ('agreed', 'granted') or taker is not null), check ((state = 'granted') = (edition is not null))
);
call protect('shift_change');
-- One shift is given away once at a time.
create unique index shift_change_once on shift_change (property, giver, day) where state in ('asked', 'agreed');
create unique index shift_change_back on shift_change (property, taker, back_day)
  where state in ('asked', 'agreed') and back_day is not null;
create index shift_change_of on shift_change (property, roster);
