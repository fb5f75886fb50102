-- Archives: the classification, volumes and items, who may know what, and what is found by (ARCH-1 to ARCH-10, ARCH-30).

-- A term of retention as data; `years` null keeps for good (ARCH-40).
create table archive_term (
  property uuid not null, id uuid not null, key text not null, code text not null, name text not null, place int not null,
  years int check (years between 0 and 200), ours boolean not null default true, pack_hash text not null default '',
  primary key (property, id), unique (property, key), unique (property, code)
);
call protect('archive_term');

-- A class of the property's own tree. secrecy: 0 ordinary, 1 confidential, 2 secret. lending: lend, on_the_spot, never.
-- keeper: the post that keeps it. `trigger`: what starts the term. inks: what its papers may be written with; empty: anything.
create table archive_class (
  property uuid not null, id uuid not null, key text not null, parent uuid, code text not null check (code ~ '^[A-Z]{1,4}[0-9]{0,3}$'),
  name text not null check (name <> ''), place int not null default 0, keeper text not null,
  medium text not null check (medium in ('paper', 'electronic', 'both')),
  term text not null, trigger text not null check (trigger in ('filing', 'volume_closed', 'accounting_year', 'contract_end',
    'permit_done', 'case_closed', 'moved_out', 'person_left', 'superseded')),
  secrecy smallint not null default 0 check (secrecy between 0 and 2),
  lending text not null check (lending in ('lend', 'on_the_spot', 'never')), loan_chain text not null default 'archive_loan',
  readers text[] not null default '{}', originals_only boolean not null default true, inks text[] not null default '{}',
  ours boolean not null default true, note text not null default '', retired_at timestamptz,
  edition int not null default 1, pack_hash text not null default '', pack_edition int not null default 0,
  primary key (property, id), unique (property, key), unique (property, code),
  foreign key (property, parent) references archive_class (property, id),
  foreign key (property, term) references archive_term (property, key),
  check (secrecy = 0 or lending <> 'lend')
);
call protect('archive_class');

-- A volume (案卷). Secret ones are numbered apart, so that a gap tells nobody of them. `organisation`: each outside
-- organisation has its own file (ARCH-2). `follows`: the volume it goes on from, `replaces`: the one whose place it took (ARCH-5).
create table archive_volume (
  property uuid not null, id uuid not null, class uuid not null, year int not null check (year between 1900 and 2200),
  no int not null check (no > 0), number text not null, title text not null check (title <> ''),
  term text not null, trigger text not null, secrecy smallint not null check (secrecy between 0 and 2),
  organisation text not null default '', department text not null default '', unit uuid, household uuid,
  state text not null default 'open' check (state in ('open', 'closed', 'destroyed')),
  opened_on date not null, opened_by uuid, closed_on date, closed_by uuid, note text not null default '', checked_by uuid,
  follows uuid, replaces uuid, began_on date, -- the day its trigger happened, where one day starts all its items' terms
  items int not null default 0, pages int not null default 0, first_on date, last_on date, edition int not null default 1,
  primary key (property, id), unique (property, class, year, secrecy, no), unique (property, number),
  foreign key (property, class) references archive_class (property, id),
  foreign key (property, term) references archive_term (property, key),
  foreign key (property, opened_by) references person (property, id), foreign key (property, closed_by) references person (property, id),
  foreign key (property, checked_by) references person (property, id),
  foreign key (property, unit) references unit (property, id), foreign key (property, household) references household (property, id),
  foreign key (property, follows) references archive_volume (property, id),
  foreign key (property, replaces) references archive_volume (property, id),
  check ((state = 'open') = (closed_on is null))
);
call protect('archive_volume');
create index archive_volume_of_class on archive_volume (property, class, year desc, no desc);
create index archive_volume_to_seal on archive_volume (property, closed_on) where closed_on is not null;

-- An item (卷内文件). What the catalog says of it stays for good, also when it is destroyed: number, title, hash, list (ARCH-44).
-- filed_name: who filed it where it came from, for one who is not known here.
-- due_on: the first day on which it may be appraised; null while its trigger has not happened, and for good.
create table archive_item (
  property uuid not null, id uuid not null, volume uuid not null, class uuid not null, no int not null check (no > 0),
  number text not null, title text not null check (title <> ''), made_title boolean not null default false,
  doc_no text not null default '', author text not null default '', dated date not null, pages int not null default 1 check (pages >= 0),
  secrecy smallint not null check (secrecy between 0 and 2), original boolean not null default true,
  medium text not null check (medium in ('paper', 'electronic', 'both')), ink text not null default '', remark text not null default '',
  organisation text not null default '', unit uuid, source text not null default '', source_id uuid,
  term text not null, trigger text not null, began_on date, due_on date, sha256 text not null default '',
  state text not null default 'kept' check (state in ('kept', 'destroyed')), filed_at timestamptz not null, filed_by uuid,
  filed_name text not null default '', destroyed_at timestamptz, edition int not null default 1,
  primary key (property, id), unique (property, volume, no), unique (property, number),
  foreign key (property, volume) references archive_volume (property, id),
  foreign key (property, class) references archive_class (property, id),
  foreign key (property, term) references archive_term (property, key),
  foreign key (property, unit) references unit (property, id), foreign key (property, filed_by) references person (property, id),
  check ((state = 'destroyed') = (destroyed_at is not null))
);
call protect('archive_item');
create unique index archive_item_of_source on archive_item (property, source, source_id) where source <> '';
create index archive_item_of_class on archive_item (property, class, dated desc, id desc);
create index archive_item_by_date on archive_item (property, dated desc, id desc);
create index archive_item_due on archive_item (property, due_on, id) where state = 'kept' and due_on is not null;
create index archive_item_of_unit on archive_item (property, unit) where unit is not null;

-- The files of an item, in their order. `words`: what was read in it, under the file's own key, so that it dies with it.
create table archive_leaf (
  property uuid not null, id uuid not null, item uuid not null, place int not null, file uuid not null, thumb uuid,
  words bytea, read_at timestamptz, problem text not null default '',
  primary key (property, id), unique (property, item, place),
  foreign key (property, item) references archive_item (property, id),
  foreign key (property, file) references file (property, id), foreign key (property, thumb) references file (property, id)
);
call protect('archive_leaf', redacted => '{words}');

-- What an item is found by: single characters, pairs and words of its title and its text (see rules/grams.py). Derived, never
-- in a backup: it is laid again from the sealed words. `dated` orders what is found without a look at the item.
create table archive_text (
  property uuid not null, item uuid not null, dated date not null, grams text[] not null, primary key (property, item),
  foreign key (property, item) references archive_item (property, id) on delete cascade
);
call protect('archive_text', audited => false);
create index archive_text_grams on archive_text using gin (property, grams);

-- A forced policy keeps GIN out of the plan, because `@>` is not leakproof. This one function, the owner's, asks the index
-- inside the open property only and gives ids; whoever joins them to items goes through every wall.
create policy by_search on archive_text for select to hushu_owner using (true);
create function archive_search(wanted text[], before date, most int) returns table (item uuid, dated date)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.item, t.dated from archive_text t
   where t.property = property_here() and t.grams @> wanted and (before is null or t.dated <= before)
   order by t.dated desc, t.item desc limit most
$$;
grant execute on function archive_search to hushu_app;

-- Who may know of secret things: a person or a role, of everything, a class, a volume or one item (ARCH-30). Given by the
-- general manager, never deleted, only ended.
create table archive_grant (
  property uuid not null, id uuid not null, person uuid, role text, class uuid, volume uuid, item uuid,
  reason text not null default '', given_by uuid, given_at timestamptz not null, until date, ended_at timestamptz, ended_by uuid,
  primary key (property, id), check ((person is null) <> (role is null)),
  foreign key (property, person) references person (property, id),
  foreign key (property, class) references archive_class (property, id),
  foreign key (property, volume) references archive_volume (property, id),
  foreign key (property, item) references archive_item (property, id),
  foreign key (property, given_by) references person (property, id), foreign key (property, ended_by) references person (property, id)
);
call protect('archive_grant');
create index archive_grant_of on archive_grant (property, person) where ended_at is null;

-- Whether the acting person was granted to know. A worker, who shows nothing to anybody, knows all; so does the one deed that
-- files what a module made, whoever's signature set it off (`hushu.filing`, for the length of that deed).
create function archive_knows(item_ uuid, volume_ uuid, class_ uuid) returns boolean language sql stable as $$
  select coalesce(current_setting('hushu.person', true), '') = '' or current_setting('hushu.filing', true) = 'yes' or exists (
    select 1 from archive_grant g, person p
     where p.id = nullif(current_setting('hushu.person', true), '')::uuid and p.closed_at is null
       and g.ended_at is null and (g.until is null or g.until >= property_day())
       and (g.person = p.id or g.role = any (p.roles))
       and (g.class is null or g.class = class_) and (g.volume is null or g.volume = volume_) and (g.item is null or g.item = item_))
$$;
grant execute on function archive_knows to hushu_app;
create policy secret_wall on archive_volume as restrictive for select to hushu_app
  using (secrecy < 2 or archive_knows(null, id, class));
create policy secret_wall on archive_item as restrictive for select to hushu_app
  using (secrecy < 2 or archive_knows(id, volume, class));
create policy secret_wall on archive_leaf as restrictive for select to hushu_app
  using (exists (select 1 from archive_item i where i.id = item));

-- Each look at what is confidential or secret (ARCH-30).
create table archive_reading (
  property uuid not null, id uuid not null, item uuid not null, person uuid not null, at timestamptz not null,
  how text not null check (how in ('seen', 'downloaded', 'printed', 'exported')),
  primary key (property, id), foreign key (property, item) references archive_item (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('archive_reading');
create index archive_reading_of_item on archive_reading (property, item, at desc);
revoke update, delete on archive_reading from hushu_app;

-- Nothing of the catalog is deleted by anybody (ARCH-45); a number, once given, and what was filed never change.
revoke delete on archive_item, archive_volume, archive_leaf, archive_class, archive_grant, archive_term from hushu_app;
revoke update on archive_item, archive_leaf from hushu_app;
grant update (title, doc_no, author, dated, pages, remark, organisation, unit, secrecy, term, trigger, began_on, due_on, state,
              destroyed_at, edition) on archive_item to hushu_app;
grant update (thumb, words, read_at, problem) on archive_leaf to hushu_app;
