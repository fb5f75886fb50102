-- A year whose arrangement the property has entered as announced: its days are provisional no more (ROST-4).
create table calendar_year (
  property uuid not null, id uuid not null, year int not null check (year between 2020 and 2100), entered_by uuid not null,
  entered_at timestamptz not null, primary key (property, id), unique (property, year),
  foreign key (property, entered_by) references person (property, id)
);
call protect('calendar_year');

-- A shift that is planned no more stays with what was planned of it; its letter is free again.
alter table shift add column retired_at timestamptz;
alter table shift drop constraint shift_property_letter_key;
create unique index shift_letter on shift (property, letter) where retired_at is null;
