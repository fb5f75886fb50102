-- Premises: buildings, units, and who lives or works in them, as small as recognising a caller needs (PPL-7, PREM-3).

create table building (
  property uuid not null, id uuid not null, name text not null check (name <> ''), sort_key text not null,
  primary key (property, id), unique (property, name)
);
call protect('building');

-- `code` is the label as anybody types it (letters and digits only), `search` what the type-ahead looks through.
create table unit (
  property uuid not null, id uuid not null, building uuid not null, label text not null check (label <> ''),
  floor text not null default '', code text not null, search text not null, sort_key text not null,
  primary key (property, id), unique (property, building, label),
  foreign key (property, building) references building (property, id)
);
call protect('unit', redacted => '{search,sort_key}');
create index unit_by_code on unit (property, code);
create index unit_by_place on unit (property, sort_key, id);

create table household (
  property uuid not null, id uuid not null, unit uuid not null, name text not null check (name <> ''),
  contact text not null default '', phone text not null default '',
  kind text not null check (kind in ('tenant_company', 'owner', 'resident', 'shop', 'vacant')),
  key_account boolean not null default false, key_reason text not null default '', minding text not null default '',
  arrears boolean not null default false, since date, until date, search text not null,
  primary key (property, id), foreign key (property, unit) references unit (property, id),
  check (until >= since)
);
call protect('household', redacted => '{search}');
create unique index household_once on household (property, unit, name) where until is null;
create index household_by_phone on household (property, phone) where phone <> '';
create index household_of_unit on household (property, unit);
