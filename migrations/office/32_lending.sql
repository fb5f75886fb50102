-- Reading and lending: wishes for leave, loans and their papers, reminders, reports (ARCH-30 to ARCH-35).

-- Somebody who knows of an item but may not read it asks the general manager for leave.
create table archive_wish (
  property uuid not null, id uuid not null, item uuid not null, person uuid not null, reason text not null check (reason <> ''),
  asked_at timestamptz not null, answer text not null default 'open' check (answer in ('open', 'granted', 'refused')),
  answered_at timestamptz, answered_by uuid, said text not null default '',
  primary key (property, id),
  foreign key (property, item) references archive_item (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, answered_by) references person (property, id),
  check ((answer = 'open') = (answered_at is null))
);
call protect('archive_wish');
create unique index archive_wish_open on archive_wish (property, item, person) where answer = 'open';
create policy secret_wall on archive_wish as restrictive for select to hushu_app
  using (exists (select 1 from archive_item i where i.id = item));

-- A loan of papers of one volume. kind: a colleague's own, for somebody outside, for the parent company. borrower: who answers
-- for it; of outsiders the colleague who receives them. way: lent out, or read on the spot on one day.
create table archive_loan (
  property uuid not null, id uuid not null, number text not null, volume uuid not null,
  kind text not null check (kind in ('own', 'outside', 'parent')), way text not null check (way in ('lend', 'on_the_spot')),
  borrower uuid not null, purpose text not null check (purpose <> ''), due_on date not null,
  visitor text not null default '', organisation text not null default '', letter uuid, letter_no text not null default '',
  id_kind text not null default '' check (id_kind in ('', 'identity_card', 'passport', 'permit', 'work_card')),
  id_no text not null default '',
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused', 'out', 'back', 'withdrawn')),
  asked_at timestamptz not null, asked_by uuid not null, decided_at timestamptz, ended_at timestamptz, said text not null default '',
  primary key (property, id), unique (property, number),
  foreign key (property, volume) references archive_volume (property, id),
  foreign key (property, borrower) references person (property, id),
  foreign key (property, asked_by) references person (property, id),
  foreign key (property, letter) references file (property, id),
  check ((kind = 'own') = (visitor = '')), check (kind = 'own' or organisation <> ''),
  check (kind <> 'outside' or (letter is not null and id_kind <> '' and id_no <> '')),
  check (kind <> 'parent' or letter_no <> ''),
  check ((state in ('refused', 'back', 'withdrawn')) = (ended_at is not null))
);
call protect('archive_loan', redacted => '{id_no}');
create index archive_loan_open on archive_loan (property, state, due_on) where ended_at is null;
create index archive_loan_of on archive_loan (property, borrower, asked_at desc);

-- A paper of a loan. Both counted when it went out (out_by the keeper, out_to who took it) and when it came back.
create table archive_loan_item (
  property uuid not null, id uuid not null, loan uuid not null, item uuid not null,
  out_at timestamptz, out_by uuid, out_to uuid, out_state text not null default '', out_words text not null default '',
  back_at timestamptz, back_by uuid, back_from uuid, back_state text not null default '', back_words text not null default '',
  lost boolean not null default false,
  primary key (property, id), unique (property, loan, item),
  foreign key (property, loan) references archive_loan (property, id),
  foreign key (property, item) references archive_item (property, id),
  foreign key (property, out_by) references person (property, id), foreign key (property, out_to) references person (property, id),
  foreign key (property, back_by) references person (property, id), foreign key (property, back_from) references person (property, id),
  check (out_at is not null or back_at is null), check (not lost or back_at is not null),
  check ((out_at is null) = (out_by is null)), check ((out_at is null) = (out_to is null)), check (out_by <> out_to),
  check ((back_at is null) = (back_by is null)), check (lost or (back_at is null) = (back_from is null)), check (back_by <> back_from)
);
call protect('archive_loan_item');
-- A paper is in one person's hands at a time.
create unique index archive_loan_item_out on archive_loan_item (property, item) where out_at is not null and back_at is null;
create index archive_loan_item_of on archive_loan_item (property, item);

-- Whether the paper of an item is in somebody's hands.
create function archive_out(item_ uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from archive_loan_item l
                  where l.property = property_here() and l.item = item_ and l.out_at is not null and l.back_at is null)
$$;
grant execute on function archive_out to hushu_app;

-- What goes out is kept, is not secret, and was approved; what has been counted once is not counted again.
create function archive_loan_item_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.out_at is not null and (new.out_at, new.out_by, new.out_to) is distinct from (old.out_at, old.out_by, old.out_to)
     or old.back_at is not null then
    raise exception 'what was counted stays as it was counted' using errcode = 'check_violation';
  end if;
  if old.out_at is null and new.out_at is not null and (
      not exists (select 1 from archive_loan l where l.property = new.property and l.id = new.loan and l.state in ('approved', 'out'))
      or not exists (select 1 from archive_item i where i.property = new.property and i.id = new.item and i.state = 'kept'
                        and i.secrecy < 2 and i.medium <> 'electronic')) then
    raise exception 'this paper may not go out' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger way before update on archive_loan_item for each row execute function archive_loan_item_way();

-- Which reminder of a loan was given: days past the day it is due, -1 the day before.
create table archive_loan_reminder (
  property uuid not null, loan uuid not null, due_on date not null, stage int not null, at timestamptz not null,
  primary key (property, loan, due_on, stage), foreign key (property, loan) references archive_loan (property, id)
);
call protect('archive_loan_reminder', audited => false);

-- What happened to an item, for good: who answers for it, what is done about it, signed by a manager (ARCH-34).
create table archive_report (
  property uuid not null, id uuid not null, number text not null, item uuid not null, loan uuid,
  kind text not null check (kind in ('damaged', 'altered', 'lost', 'leaked')), happened_on date not null,
  words text not null check (words <> ''), responsible uuid, responsibility text not null check (responsibility <> ''),
  measure text not null default '', state text not null default 'written' check (state in ('written', 'signed')),
  written_at timestamptz not null, written_by uuid not null, signed_at timestamptz, signed_by uuid,
  primary key (property, id), unique (property, number),
  foreign key (property, item) references archive_item (property, id),
  foreign key (property, loan) references archive_loan (property, id),
  foreign key (property, responsible) references person (property, id),
  foreign key (property, written_by) references person (property, id),
  foreign key (property, signed_by) references person (property, id),
  check ((state = 'signed') = (signed_at is not null)), check ((state = 'signed') = (signed_by is not null)),
  check (state = 'written' or measure <> ''), check (signed_by <> written_by), check (signed_by <> responsible)
);
call protect('archive_report');
create index archive_report_of_item on archive_report (property, item, written_at desc);
create index archive_report_open on archive_report (property, written_at) where state = 'written';
create policy secret_wall on archive_report as restrictive for select to hushu_app
  using (exists (select 1 from archive_item i where i.id = item));

-- What was lent and what went wrong stays on record.
revoke delete on archive_wish, archive_loan, archive_loan_item, archive_report from hushu_app;
revoke update, delete on archive_loan_reminder from hushu_app;
revoke update on archive_loan, archive_loan_item, archive_report from hushu_app;
grant update (borrower, due_on, state, decided_at, ended_at, said) on archive_loan to hushu_app;
grant update (out_at, out_by, out_to, out_state, out_words, back_at, back_by, back_from, back_state, back_words, lost)
  on archive_loan_item to hushu_app;
grant update (measure, state, signed_at, signed_by) on archive_report to hushu_app;
