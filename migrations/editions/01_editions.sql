-- Editions of a roster: frozen when sent to be signed, in force when approved, taken back by the next one (ROST-5, ROST-6).

alter table roster drop constraint roster_state_check;
alter table roster add constraint roster_state_check check (state in ('draft', 'signing', 'in_force'));

-- plan: who works which shift on which day, as it was signed: {"people": [...], "shifts": [...], "cells": {person: {day: key}}}.
create table roster_edition (
  property uuid not null, id uuid not null, roster uuid not null, number int not null check (number >= 0),
  state text not null check (state in ('signing', 'in_force', 'recalled', 'dropped')),
  reason text not null default '', exceptions text not null default '', plan jsonb not null,
  made_by uuid not null, made_at timestamptz not null, paper uuid, granted_by uuid,
  in_force_at timestamptz, recalled_at timestamptz,
  primary key (property, id),
  foreign key (property, roster) references roster (property, id),
  foreign key (property, made_by) references person (property, id),
  foreign key (property, granted_by) references person (property, id),
  check (state in ('in_force', 'recalled') = (in_force_at is not null)), check ((state = 'recalled') = (recalled_at is not null)),
  check (number = 0 or reason <> '')
);
call protect('roster_edition');
create unique index roster_edition_number on roster_edition (property, roster, number) where state <> 'dropped';
create unique index roster_edition_signing on roster_edition (property, roster) where state = 'signing';
create unique index roster_edition_in_force on roster_edition (property, roster) where state = 'in_force';

-- What was signed stays as it was signed.
create function roster_edition_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.roster, new.number, new.reason, new.exceptions, new.plan, new.made_by, new.made_at)
     is distinct from (old.roster, old.number, old.reason, old.exceptions, old.plan, old.made_by, old.made_at) then
    raise exception 'an edition of a roster stays as it was made' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger stays before update or delete on roster_edition for each row execute function roster_edition_stays();

-- The shifts in force, a row a person and day, with their moments: what handover, reminders and attendance go by.
create table roster_shift (
  property uuid not null, person uuid not null, day date not null, roster uuid not null, edition uuid not null, shift uuid not null,
  begins_at timestamptz not null, ends_at timestamptz not null check (ends_at > begins_at),
  primary key (property, person, day),
  foreign key (property, person) references person (property, id),
  foreign key (property, roster) references roster (property, id),
  foreign key (property, edition) references roster_edition (property, id),
  foreign key (property, shift) references shift (property, id)
);
call protect('roster_shift', audited => false);
create index roster_shift_of on roster_shift (property, roster, day);
create index roster_shift_at on roster_shift (property, begins_at, ends_at);

-- Everybody on an edition has a copy; who is asked to confirm, and when they did.
create table roster_copy (
  property uuid not null, edition uuid not null, person uuid not null, asked boolean not null, told_at timestamptz not null,
  confirmed_at timestamptz, primary key (property, edition, person),
  foreign key (property, edition) references roster_edition (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('roster_copy');

-- Printed copies, so that they can be collected when the edition is taken back (H0 1.1.7).
create table roster_print (
  property uuid not null, id uuid not null, edition uuid not null, place text not null check (place <> ''), copies int not null
    check (copies between 1 and 99), printed_by uuid not null, printed_at timestamptz not null, collected_at timestamptz,
  collected_by uuid, primary key (property, id),
  foreign key (property, edition) references roster_edition (property, id),
  foreign key (property, printed_by) references person (property, id),
  foreign key (property, collected_by) references person (property, id),
  check ((collected_at is null) = (collected_by is null))
);
call protect('roster_print');
create index roster_print_of on roster_print (property, edition);

-- The roster of a public holiday was handed to the personnel office (H0 1.1.6).
create table holiday_handing (
  property uuid not null, id uuid not null, first date not null, last date not null check (last >= first), name text not null,
  receiver text not null check (receiver <> ''), handed_by uuid not null, handed_at timestamptz not null,
  primary key (property, id), unique (property, first),
  foreign key (property, handed_by) references person (property, id)
);
call protect('holiday_handing');
