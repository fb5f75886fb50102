-- Retention and destruction: holds, appraisal, destruction lists, witnesses (ARCH-40 to ARCH-47).

alter table archive_term add column edition int not null default 1;
-- What is kept longer counts from the day of its first appraisal.
alter table archive_item add column appraised_on date;
grant update (appraised_on) on archive_item to hushu_app;
-- Whose papers these are, where a person's leaving starts the term.
alter table archive_volume add column person uuid, add foreign key (property, person) references person (property, id);
create index archive_volume_of_person on archive_volume (property, person) where person is not null;
create index archive_volume_of_household on archive_volume (property, household) where household is not null;

-- A hold lies on an item or on a whole volume; several may lie on one (ARCH-41). seen_by: the roles that may know of it; empty: everybody.
-- placed_name, lifted_name: who did it where the hold came from, for one who is not known here.
create table archive_hold (
  property uuid not null, id uuid not null, item uuid, volume uuid,
  kind text not null check (kind in ('dispute', 'inspection', 'incident', 'debt', 'other')), reason text not null check (reason <> ''),
  source text not null default '', source_id uuid, seen_by text[] not null default '{}',
  placed_on date not null, placed_at timestamptz not null, placed_by uuid, placed_name text not null default '',
  lifted_on date, lifted_at timestamptz, lifted_by uuid, lifted_name text not null default '', lift_reason text not null default '',
  primary key (property, id), check ((item is null) <> (volume is null)), check (lifted_on >= placed_on),
  check ((lifted_at is null) = (lifted_on is null)), check (lifted_at is null or lift_reason <> ''),
  foreign key (property, item) references archive_item (property, id),
  foreign key (property, volume) references archive_volume (property, id),
  foreign key (property, placed_by) references person (property, id), foreign key (property, lifted_by) references person (property, id)
);
call protect('archive_hold', redacted => '{reason,lift_reason}'); -- the row keeps them for good; the trail is read by more people
create index archive_hold_of_item on archive_hold (property, item) where item is not null;
create index archive_hold_of_volume on archive_hold (property, volume) where volume is not null;
create unique index archive_hold_of_source on archive_hold (property, source, source_id, item, volume) nulls not distinct
  where source <> '' and lifted_at is null;
create policy hidden_wall on archive_hold as restrictive for select to hushu_app
  using (seen_by = '{}' or coalesce(current_setting('hushu.person', true), '') = ''
    or placed_by::text = current_setting('hushu.person', true)
    or exists (select 1 from person p where p.id::text = current_setting('hushu.person', true) and p.closed_at is null and p.roles && seen_by));
revoke delete, update on archive_hold from hushu_app;
grant update (lifted_on, lifted_at, lifted_by, lift_reason) on archive_hold to hushu_app;

-- Whether any hold lies on the item or its volume, also one that the asking person may not know of.
create function archive_held(item_ uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from archive_item i join archive_hold h
                     on h.property = i.property and (h.item = i.id or h.volume = i.volume) and h.lifted_at is null
                  where i.property = property_here() and i.id = item_)
$$;
-- Why an item cannot be destroyed now; null when nothing stands in the way. A further obstacle is a further `when` here.
create function archive_blocked(item_ uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when archive_held(item_) then 'held' when archive_out(item_) then 'lent' end
$$;
-- The days on which the schedule of a volume's items stood still; `item` null: of all of them.
create function archive_still(volume_ uuid) returns table (item uuid, since date, until date)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.item, h.placed_on, h.lifted_on from archive_hold h
   where h.property = property_here() and (h.volume = volume_
      or h.item in (select i.id from archive_item i where i.property = property_here() and i.volume = volume_))
$$;
grant execute on function archive_held, archive_blocked, archive_still to hushu_app;

-- Nobody places a hold on what is being destroyed this moment: whoever comes second waits and is refused.
create function archive_hold_in_time() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.item is not null then
    perform 1 from archive_item where property = new.property and id = new.item and state = 'kept' for no key update;
  else
    perform 1 from archive_volume where property = new.property and id = new.volume and state <> 'destroyed' for no key update;
  end if;
  if not found then raise exception 'what is destroyed cannot be held' using errcode = 'check_violation'; end if;
  return new;
end $$;
create trigger in_time before insert on archive_hold for each row execute function archive_hold_in_time();

-- The appraisal of a year and what it looks at (ARCH-42).
create table archive_appraisal (
  property uuid not null, id uuid not null, year int not null, begun_at timestamptz not null, begun_by uuid,
  primary key (property, id), unique (property, year), foreign key (property, begun_by) references person (property, id)
);
call protect('archive_appraisal');
create table archive_appraised (
  property uuid not null, id uuid not null, appraisal uuid not null, item uuid not null, collected_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'keep', 'destroy', 'refused')),
  first_on date, term text, decided_at timestamptz,
  primary key (property, id), unique (property, appraisal, item), check ((state = 'open') = (decided_at is null)),
  foreign key (property, appraisal) references archive_appraisal (property, id),
  foreign key (property, item) references archive_item (property, id),
  foreign key (property, term) references archive_term (property, key)
);
call protect('archive_appraised');
create index archive_appraised_of_item on archive_appraised (property, item, collected_at desc);
create index archive_appraised_open on archive_appraised (property, appraisal, item) where state = 'open';
create policy secret_wall on archive_appraised as restrictive for select to hushu_app
  using (exists (select 1 from archive_item i where i.id = item));
create table archive_opinion (
  property uuid not null, entry uuid not null, person uuid not null, verdict text not null check (verdict in ('keep', 'destroy')),
  term text, reason text not null default '', as_finance boolean not null default false, at timestamptz not null,
  primary key (property, entry, person), check (verdict = 'destroy' or (term is not null and reason <> '')),
  foreign key (property, entry) references archive_appraised (property, id),
  foreign key (property, person) references person (property, id), foreign key (property, term) references archive_term (property, key)
);
call protect('archive_opinion');
create policy own_hand on archive_opinion as restrictive for insert to hushu_app
  with check (person::text = current_setting('hushu.person', true)
              and as_finance = exists (select 1 from person p where p.id = person and 'finance' = any (p.roles)));
-- An opinion may be thought over as long as nothing is decided.
create policy while_open on archive_opinion as restrictive for update to hushu_app
  using (person::text = current_setting('hushu.person', true)
         and exists (select 1 from archive_appraised a where a.id = entry and a.state = 'open'));
revoke delete on archive_appraisal, archive_appraised, archive_opinion from hushu_app;
revoke update on archive_appraisal, archive_opinion from hushu_app;
grant update (verdict, term, reason, at) on archive_opinion to hushu_app;

-- Two appraisers at least, all for it, finance among them for accounting files: otherwise nothing is up for destruction.
create function archive_appraised_rightly() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare n int; against int; finance int; accounting boolean;
begin
  if new.state <> 'destroy' or old.state = 'destroy' then return new; end if;
  select count(*), count(*) filter (where verdict = 'keep'), count(*) filter (where as_finance) into n, against, finance
    from archive_opinion where property = new.property and entry = new.id;
  select trigger = 'accounting_year' into accounting from archive_item where property = new.property and id = new.item;
  if n < 2 or against > 0 or (accounting and finance = 0) then
    raise exception 'two appraisers must agree before an item is up for destruction' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger rightly before update on archive_appraised for each row execute function archive_appraised_rightly();

-- The destruction list (销毁清册). `content` is what was sent to be signed, `content_hash` its SHA-256: frozen from then on (ARCH-43).
create table archive_list (
  property uuid not null, id uuid not null, year int not null, no int not null check (no > 0), number text not null,
  secret boolean not null, state text not null default 'draft' check (state in ('draft', 'signing', 'approved', 'refused', 'destroyed')),
  drafter uuid not null, made_at timestamptz not null, content text not null default '', content_hash text not null default '',
  approved_on date, free_on date, method text check (method in ('shredded', 'torn', 'erased')), place text not null default '',
  destroyed_at timestamptz, certificate uuid, filed uuid,
  primary key (property, id), unique (property, year, secret, no), unique (property, number),
  check (content = '' or content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  check ((state in ('approved', 'destroyed')) = (approved_on is not null)), check (free_on >= approved_on),
  check ((state = 'destroyed') = (destroyed_at is not null)), check (state <> 'destroyed' or (method is not null and place <> '')),
  foreign key (property, drafter) references person (property, id),
  foreign key (property, certificate) references archive_item (property, id),
  foreign key (property, filed) references archive_item (property, id)
);
call protect('archive_list');
create policy secret_wall on archive_list as restrictive for select to hushu_app
  using (not secret or drafter::text = current_setting('hushu.person', true) or archive_knows(null, null, null));
create policy begins_as_draft on archive_list as restrictive for insert to hushu_app with check (state = 'draft');

-- A line of a list; `out_at`: it left the list, and why, for everybody to see. An item stands on one list at most.
create table archive_list_row (
  property uuid not null, list uuid not null, item uuid not null, place int not null, out_at timestamptz,
  out_why text not null default '' check (out_why in ('', 'held', 'set_aside', 'lent', 'refused', 'taken_off')),
  primary key (property, list, item), unique (property, list, place), check ((out_at is null) = (out_why = '')),
  foreign key (property, list) references archive_list (property, id), foreign key (property, item) references archive_item (property, id)
);
call protect('archive_list_row');
create unique index archive_list_row_once on archive_list_row (property, item) where out_at is null;
create policy secret_wall on archive_list_row as restrictive for select to hushu_app
  using (exists (select 1 from archive_item i where i.id = item));

-- Who saw it destroyed. Each signs in person; the PIN was asked for by the deed (ARCH-44).
create table archive_witness (
  property uuid not null, list uuid not null, person uuid not null, name text not null, post_name text not null, at timestamptz not null,
  primary key (property, list, person), foreign key (property, list) references archive_list (property, id),
  foreign key (property, person) references person (property, id)
);
call protect('archive_witness');
create policy own_hand on archive_witness as restrictive for insert to hushu_app with check (person::text = current_setting('hushu.person', true));
revoke delete on archive_list, archive_list_row, archive_witness from hushu_app;
revoke update on archive_list, archive_list_row, archive_witness from hushu_app;
grant update (state, content, content_hash, approved_on, free_on, method, place, destroyed_at, certificate, filed) on archive_list to hushu_app;
grant update (out_at, out_why) on archive_list_row to hushu_app;

-- Two who are not the drafter, each named once.
create function archive_witnessed(list_ uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) >= 2 from archive_witness w join archive_list l on l.property = w.property and l.id = w.list
   where w.property = property_here() and w.list = list_ and w.person <> l.drafter
$$;

-- The way of a list. Approved: only by an agreed paper that carries this very content. Destroyed: only after the cooling off, before
-- two witnesses, with nothing held on it, and with every item's key and words gone: all of it or nothing (ARCH-45, ARCH-47).
create function archive_list_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare today_ date;
begin
  if old.state <> 'draft' and (new.content, new.content_hash) is distinct from (old.content, old.content_hash) then
    raise exception 'what was signed does not change' using errcode = 'check_violation';
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('draft', 'signing'), ('signing', 'draft'), ('signing', 'refused'), ('signing', 'approved'),
                                    ('approved', 'destroyed')) then
    raise exception 'a list does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state = 'approved' and not exists (
      select 1 from signing_paper p where p.property = new.property and p.subject = 'destruction' and p.subject_id = new.id
         and p.state = 'agreed' and p.frozen::jsonb->'content'->>'sha256' = new.content_hash) then
    raise exception 'the list was not approved' using errcode = 'check_violation';
  end if;
  if new.state = 'destroyed' then
    select (new.destroyed_at at time zone p.time_zone)::date into today_ from property p where p.id = new.property;
    if not archive_witnessed(new.id) or today_ < old.free_on or exists (
        select 1 from archive_list_row r join archive_item i on i.property = r.property and i.id = r.item
          left join archive_leaf l on l.property = i.property and l.item = i.id
         where r.property = new.property and r.list = new.id and r.out_at is null
           and (i.state <> 'destroyed' or l.words is not null
                or exists (select 1 from file_key k where k.property = l.property and k.file in (l.file, l.thumb))
                or exists (select 1 from archive_text t where t.property = i.property and t.item = i.id))) then
      raise exception 'a list is destroyed as a whole, before two witnesses, when its time has come' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger way before update on archive_list for each row execute function archive_list_way();

-- A line leaves a list, and never comes back; nothing leaves what is destroyed, and an approved list loses nothing.
create function archive_list_row_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare its text;
begin
  select state into its from archive_list where property = new.property and id = new.list;
  if tg_op = 'INSERT' then
    if its <> 'draft' then raise exception 'only a draft takes more items' using errcode = 'check_violation'; end if;
    if not exists (select 1 from archive_item i join archive_list l on l.property = i.property and l.id = new.list
                    where i.property = new.property and i.id = new.item and i.state = 'kept' and l.secret = (i.secrecy = 2))
       or archive_blocked(new.item) is not null
       or not exists (select 1 from archive_appraised a where a.property = new.property and a.item = new.item and a.state = 'destroy') then
      raise exception 'this item may not enter the list' using errcode = 'check_violation';
    end if;
  elsif old.out_at is not null or its in ('approved', 'destroyed') then
    raise exception 'this line of the list does not change any more' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger way before insert or update on archive_list_row for each row execute function archive_list_row_way();

-- The one way out of the archives. Whatever else tries is refused, whoever asks.
create function archive_item_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'destroyed' then
    raise exception 'what the catalog says of a destroyed item stays' using errcode = 'check_violation';
  end if;
  if new.state = 'destroyed' and not exists (
      select 1 from archive_list_row r join archive_list l on l.property = r.property and l.id = r.list
       where r.property = new.property and r.item = new.id and r.out_at is null and l.state = 'approved'
         and archive_witnessed(l.id) and archive_blocked(new.id) is null) then
    raise exception 'an item is destroyed by an approved list before two witnesses only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger way before update on archive_item for each row execute function archive_item_way();
-- What was destroyed elsewhere comes in as its line of the catalog alone: no source, and no leaf with bytes behind it.
create policy begins_kept_or_gone on archive_item as restrictive for insert to hushu_app
  with check (state = 'kept' or (source = '' and source_id is null and destroyed_at >= filed_at));
create policy nothing_behind_what_is_gone on archive_leaf as restrictive for insert to hushu_app
  with check (exists (select 1 from archive_item i where i.id = item and i.state = 'kept')
              or (thumb is null and words is null and exists (select 1 from file f where f.id = file and f.erased_at is not null)
                  and not exists (select 1 from file_key k where k.file = archive_leaf.file)));

-- At the commit the list has gone with its items, or nothing has.
create function archive_item_whole() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from archive_list_row r join archive_list l on l.property = r.property and l.id = r.list
                  where r.property = new.property and r.item = new.id and r.out_at is null and l.state = 'destroyed') then
    raise exception 'a list is destroyed as a whole' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger whole after update on archive_item deferrable initially deferred for each row
  when (new.state = 'destroyed' and old.state = 'kept') execute function archive_item_whole();

create function archive_volume_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from archive_item i where i.property = new.property and i.volume = new.id and i.state = 'kept') then
    raise exception 'this volume still holds something' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger way before update on archive_volume for each row when (new.state = 'destroyed' and old.state <> 'destroyed')
  execute function archive_volume_way();

-- The key of a filed paper is destroyed with its item only, and so is the mark that its bytes are.
create function archive_keeps_bytes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare its uuid := case when tg_table_name = 'file' then (to_jsonb(old)->>'id')::uuid else (to_jsonb(old)->>'file')::uuid end;
begin
  if exists (select 1 from archive_leaf l join archive_item i on i.property = l.property and i.id = l.item
              where l.property = old.property and its in (l.file, l.thumb) and i.state = 'kept') then
    raise exception 'these bytes are filed: they go by a destruction list only' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create index archive_leaf_of_file on archive_leaf (property, file);
create index archive_leaf_of_thumb on archive_leaf (property, thumb) where thumb is not null;
create trigger filed before delete on file_key for each row execute function archive_keeps_bytes();
create trigger filed before update of erased_at on file for each row when (new.erased_at is not null) execute function archive_keeps_bytes();

-- What was destroyed is found by nothing any more, whoever reads late.
create function archive_text_of_kept() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return case when exists (select 1 from archive_item i where i.property = new.property and i.id = new.item and i.state = 'kept')
              then new end;
end $$;
create trigger of_kept before insert or update on archive_text for each row execute function archive_text_of_kept();
