-- Places, seals, stock-takes, and the matters that come of them (ARCH-20 to ARCH-24).

-- A room, a cabinet in it, a shelf of that, a box on it; `place` orders them left to right, top to bottom. What is locked
-- locks everything in it. A box holds volumes of one year and one term.
create table archive_place (
  property uuid not null, id uuid not null, kind text not null check (kind in ('room', 'cabinet', 'shelf', 'box')), parent uuid,
  name text not null check (name <> ''), place int not null default 0, locked boolean not null default false,
  year int check (year between 1900 and 2200), term text, no int check (no > 0), note text not null default '', retired_at timestamptz,
  primary key (property, id), foreign key (property, parent) references archive_place (property, id),
  foreign key (property, term) references archive_term (property, key),
  check ((kind = 'room') = (parent is null)),
  check (kind = 'box' and year is not null and term is not null and no is not null
         or kind <> 'box' and year is null and term is null and no is null)
);
call protect('archive_place');
create unique index archive_place_name on archive_place (property, parent, name) nulls not distinct where retired_at is null;
create unique index archive_place_box on archive_place (property, year, term, no) where kind = 'box';
create index archive_place_in on archive_place (property, parent, place);
revoke delete on archive_place from hushu_app;

create function archive_locked(place_ uuid) returns boolean language sql stable as $$
  with recursive above as (
    select p.parent, p.locked from archive_place p where p.id = place_
    union all select p.parent, p.locked from archive_place p join above a on p.id = a.parent)
  select coalesce(bool_or(locked), false) from above
$$;
create function archive_path(place_ uuid) returns text language sql stable as $$
  with recursive above as (
    select p.parent, p.name, 0 as depth from archive_place p where p.id = place_
    union all select p.parent, p.name, a.depth + 1 from archive_place p join above a on p.id = a.parent)
  select coalesce(string_agg(name, ' · ' order by depth desc), '') from above
$$;
grant execute on function archive_locked, archive_path to hushu_app;

alter table archive_volume add column box uuid;
alter table archive_volume add foreign key (property, box) references archive_place (property, id);
create index archive_volume_in_box on archive_volume (property, box) where box is not null;

-- The owner's eyes see secret volumes too: nobody unlocks a place for not knowing what stands in it. One at a time, so that
-- a cabinet is not unlocked at the moment in which a paper is put there.
create function archive_volume_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare its archive_place%rowtype;
begin
  if new.box is null then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended(property_here()::text || ' archive places', 0));
  select * into its from archive_place where property = new.property and id = new.box and kind = 'box' and retired_at is null;
  if not found then
    raise exception 'no such box' using errcode = 'check_violation', constraint = 'archive_box_is_there';
  elsif its.year <> new.year or its.term <> new.term then
    raise exception 'years and terms never share a box' using errcode = 'check_violation', constraint = 'archive_box_alike';
  elsif new.secrecy > 0 and not archive_locked(new.box) then
    raise exception 'confidential papers stand in locked places' using errcode = 'check_violation', constraint = 'archive_box_locked';
  end if;
  return new;
end $$;
create trigger stands before insert or update of box, year, term, secrecy on archive_volume
  for each row execute function archive_volume_stands();

create function archive_place_holds() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare above text;
begin
  perform pg_advisory_xact_lock(hashtextextended(property_here()::text || ' archive places', 0));
  if new.parent is not null then
    select kind || ' ' || new.kind into above from archive_place where property = new.property and id = new.parent and retired_at is null;
    if coalesce(above, '') not in ('room cabinet', 'cabinet shelf', 'shelf box') then
      raise exception 'it does not stand there' using errcode = 'check_violation', constraint = 'archive_place_above';
    end if;
  end if;
  if new.retired_at is not null and exists (select 1 from archive_place where property = new.property and parent = new.id and retired_at is null
      union all select 1 from archive_volume where property = new.property and box = new.id and state <> 'destroyed') then
    raise exception 'something stands in it' using errcode = 'check_violation', constraint = 'archive_place_empty';
  end if;
  if exists (with recursive below as (select new.id union all
               select p.id from archive_place p join below b on p.property = new.property and p.parent = b.id)
             select 1 from archive_volume v join below b on v.property = new.property and v.box = b.id
              where v.secrecy > 0 and v.state <> 'destroyed' and not archive_locked(v.box)) then
    raise exception 'confidential papers stand in locked places' using errcode = 'check_violation', constraint = 'archive_box_locked';
  end if;
  return null;
end $$;
create trigger holds after insert or update of parent, kind, locked, retired_at on archive_place
  for each row execute function archive_place_holds();

-- A volume in its sealed bag: `opened_at` null while it is in it. `unsealing`: the leave by which it was opened (ARCH-22).
create table archive_seal (
  property uuid not null, id uuid not null, volume uuid not null, year int not null, no int not null check (no > 0),
  sealed_at timestamptz not null, sealed_by uuid not null, witness uuid, note text not null default '',
  opened_at timestamptz, opened_by uuid, unsealing uuid,
  primary key (property, id), unique (property, year, no), foreign key (property, volume) references archive_volume (property, id),
  foreign key (property, sealed_by) references person (property, id), foreign key (property, witness) references person (property, id),
  foreign key (property, opened_by) references person (property, id),
  check (witness <> sealed_by), check ((opened_at is null) = (opened_by is null) and (opened_at is null) = (unsealing is null))
);
call protect('archive_seal');
create unique index archive_seal_now on archive_seal (property, volume) where opened_at is null;
create policy secret_wall on archive_seal as restrictive for select to hushu_app
  using (exists (select 1 from archive_volume v where v.id = volume));
revoke delete on archive_seal from hushu_app;
revoke update on archive_seal from hushu_app;
grant update (opened_at, opened_by, unsealing) on archive_seal to hushu_app;

create table archive_unsealing (
  property uuid not null, id uuid not null, seal uuid not null, reason text not null check (reason <> ''), asked_by uuid not null,
  asked_at timestamptz not null, state text not null default 'asked' check (state in ('asked', 'agreed', 'over', 'used')), paper uuid,
  primary key (property, id), foreign key (property, seal) references archive_seal (property, id),
  foreign key (property, asked_by) references person (property, id)
);
call protect('archive_unsealing');
create unique index archive_unsealing_now on archive_unsealing (property, seal) where state in ('asked', 'agreed');
alter table archive_seal add foreign key (property, unsealing) references archive_unsealing (property, id);
revoke delete on archive_unsealing from hushu_app;

create function archive_seal_opens() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from archive_unsealing where property = new.property and id = new.unsealing and seal = new.id
                    and state = 'agreed') then
    raise exception 'a seal is opened with leave only' using errcode = 'check_violation', constraint = 'archive_seal_leave';
  end if;
  return new;
end $$;
create trigger opens before update of opened_at on archive_seal for each row when (new.opened_at is not null)
  execute function archive_seal_opens();
create function archive_seal_closes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from archive_seal where property = new.property and volume = new.volume and opened_at is null) then
    raise exception 'nothing goes into a sealed volume' using errcode = 'check_violation', constraint = 'archive_seal_closed';
  end if;
  return new;
end $$;
create trigger sealed before insert or update of volume on archive_item for each row execute function archive_seal_closes();

-- A check of what stands on the shelves against the book (ARCH-23). kind own: whenever somebody wishes, of one place.
-- guards: the seven protections as found, {key: {"fine": bool, "said": text}}. sha256: of its lines as signed.
create table archive_stocktake (
  property uuid not null, id uuid not null, kind text not null check (kind in ('month', 'year', 'own')), period text not null,
  place uuid, due_on date not null, opened_at timestamptz not null, opened_by uuid, guards jsonb not null default '{}',
  note text not null default '', signed_at timestamptz, signed_by uuid, sha256 text not null default '',
  primary key (property, id), foreign key (property, place) references archive_place (property, id),
  foreign key (property, opened_by) references person (property, id), foreign key (property, signed_by) references person (property, id),
  check ((signed_at is null) = (signed_by is null)), check (kind <> 'own' or place is not null)
);
call protect('archive_stocktake');
create unique index archive_stocktake_of on archive_stocktake (property, kind, period) where kind <> 'own';
revoke delete on archive_stocktake from hushu_app;

-- One volume of it: where the book says it stands, and what was found there. The signed check proves its lines by their hash.
create table archive_stocktake_line (
  property uuid not null, id uuid not null, stocktake uuid not null, volume uuid not null, box uuid,
  verdict text not null default 'waiting' check (verdict in ('waiting', 'seen', 'lent', 'missing', 'misplaced', 'damaged')),
  found_in uuid, remedy text not null default '' check (remedy in ('', 'mend', 'copy')), said text not null default '', by uuid, at timestamptz,
  primary key (property, id), unique (property, stocktake, volume),
  foreign key (property, stocktake) references archive_stocktake (property, id),
  foreign key (property, volume) references archive_volume (property, id), foreign key (property, box) references archive_place (property, id),
  foreign key (property, found_in) references archive_place (property, id), foreign key (property, by) references person (property, id)
);
call protect('archive_stocktake_line', audited => false);
create index archive_stocktake_line_by_box on archive_stocktake_line (property, stocktake, box);
create policy secret_wall on archive_stocktake_line as restrictive for select to hushu_app
  using (exists (select 1 from archive_volume v where v.id = volume));
revoke delete on archive_stocktake_line from hushu_app;

-- What has to be done about an item or a volume, by whom, until when; it ends with words.
create table archive_matter (
  property uuid not null, id uuid not null,
  kind text not null check (kind in ('mend', 'copy', 'loss', 'put_back', 'protection', 'wrong_byte', 'report')),
  item uuid, volume uuid, file uuid, stocktake uuid, words text not null check (words <> ''), owner uuid, due_on date not null,
  opened_at timestamptz not null, opened_by uuid, done_at timestamptz, done_by uuid, outcome text not null default '',
  primary key (property, id), foreign key (property, item) references archive_item (property, id),
  foreign key (property, volume) references archive_volume (property, id), foreign key (property, file) references file (property, id),
  foreign key (property, stocktake) references archive_stocktake (property, id),
  foreign key (property, owner) references person (property, id), foreign key (property, opened_by) references person (property, id),
  foreign key (property, done_by) references person (property, id),
  check ((done_at is null) = (outcome = '') and (done_at is null) = (done_by is null))
);
call protect('archive_matter');
create index archive_matter_open on archive_matter (property, due_on) where done_at is null;
create unique index archive_matter_alarm on archive_matter (property, file) where kind = 'wrong_byte' and done_at is null;
create policy secret_wall on archive_matter as restrictive for select to hushu_app
  using ((item is null or exists (select 1 from archive_item i where i.id = item))
     and (volume is null or exists (select 1 from archive_volume v where v.id = volume)));
revoke delete on archive_matter from hushu_app;

-- When the bytes of a file were last found to be other than they were filed; null again once they are right (ARCH-24).
alter table archive_leaf add column damaged_at timestamptz;
grant update (damaged_at) on archive_leaf to hushu_app;
