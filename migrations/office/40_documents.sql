-- The office's documents: drafts, numbers given at issue, what is frozen then, what comes in, copies, confirmations (DOC).

-- Who looks; null when a worker does. Secret papers are walled by it inside the property (DOC-6).
create function document_person() returns uuid language sql stable as $$
  select nullif(current_setting('hushu.person', true), '')::uuid
$$;
-- A worker, or the general manager, without whose leave no secret paper is read (H0 8.1.4).
create function document_sees_all() returns boolean language sql stable as $$
  select document_person() is null or exists (select from person
    where property = property_here() and id = document_person() and 'general_manager' = any (roles) and closed_at is null)
$$;
grant execute on function document_person, document_sees_all to hushu_app;

-- `frozen` is the canonical JSON of what was issued, `content_hash` its SHA-256, `file` the paper printed from it.
-- `known_to`: who may know of it when it is secret, besides those who sign it.
create table document (
  property uuid not null, id uuid not null,
  direction text not null check (direction in ('incoming', 'outgoing', 'internal', 'contact')),
  kind text not null, state text not null default 'draft'
    check (state in ('draft', 'received', 'signing', 'issued', 'closed', 'returned', 'discarded')),
  title text not null check (title <> ''), body text not null default '', addressee text not null default '',
  copies text not null default '', urgency text not null default 'plain' check (urgency in ('plain', 'urgent', 'express')),
  secrecy int not null default 0 check (secrecy between 0 and 2), known_to uuid[] not null default '{}',
  drafter uuid not null, created_at timestamptz not null, changed_at timestamptz not null, version int not null default 1,
  edition text not null default '', change_note text not null default '', replaces uuid, corrects uuid,
  series text, year int, no int check (no > 0), doc_no text, issued_at timestamptz, issued_on date,
  sender text not null default '', their_no text not null default '', their_date date, received_at timestamptz,
  pages int, treatment text check (treatment in ('handle', 'inform')), proposal text not null default '',
  handler uuid, due_at timestamptz, told_on date, answer text not null default '', answered_by uuid, answered_at timestamptz,
  holder uuid, paper uuid, code text check (code ~ '^[a-z0-9-]+-[0-9a-f]{32}$'),
  frozen text, content_hash text check (content_hash = encode(sha256(convert_to(frozen, 'UTF8')), 'hex')),
  file uuid, record uuid, filed uuid, superseded_at timestamptz, closed_at timestamptz, search text not null default '',
  primary key (property, id), unique (property, series, year, no), unique (property, code),
  foreign key (property, drafter) references person (property, id),
  foreign key (property, handler) references person (property, id),
  foreign key (property, answered_by) references person (property, id),
  foreign key (property, holder) references person (property, id),
  foreign key (property, paper) references signing_paper (property, id),
  foreign key (property, replaces) references document (property, id),
  foreign key (property, corrects) references document (property, id),
  foreign key (property, file) references file (property, id),
  foreign key (property, record) references file (property, id),
  check (num_nulls(series, year, no, doc_no) in (0, 4)),
  check ((direction = 'incoming') = (received_at is not null)),
  -- a number is given at issue, to what comes in at its registration, never to a draft (DOC-4)
  check ((no is not null) = (issued_at is not null or direction = 'incoming')),
  check ((issued_at is not null) = (frozen is not null)), check ((issued_at is not null) = (issued_on is not null)),
  check (direction = 'incoming' or (state in ('issued', 'closed')) = (issued_at is not null)),
  check ((answered_at is null) = (answered_by is null)), check (answered_at is null or answer <> ''),
  check ((state in ('closed', 'returned')) = (closed_at is not null)),
  check (file is null or issued_at is not null), check (state <> 'signing' or paper is not null)
);
call protect('document', redacted => '{search}');
create unique index document_no on document (property, doc_no) where doc_no is not null;
create unique index document_of_paper on document (property, paper) where paper is not null;
create unique index document_one_successor on document (property, replaces) where replaces is not null and state <> 'discarded';
create index document_of_corrected on document (property, corrects) where corrects is not null;
create index document_open on document (property, due_at) where handler is not null and answered_at is null;
revoke delete on document from hushu_app;

-- Inside the property's wall a second one: a secret paper does not exist for whoever is not named in it (DOC-6). Who stands in
-- for a signer reads it on the days named for that, while a step waits for the signer, and no longer (SIGN-3).
create policy secret on document as restrictive
  using (property = property_here() and (secrecy = 0 or (select document_sees_all()) or (select document_person()) = any (known_to)
    or exists (select from signing_seat s where s.property = document.property and s.paper = document.paper
                  and s.person = (select document_person()))
    or exists (select from signing_seat s join signing_deputy y on y.property = s.property and y.person = s.person
                where s.property = document.property and s.paper = document.paper and y.deputy = (select document_person())
                  and y.ended_at is null and property_day() between y.starts_on and y.ends_on)
    or exists (select from signing_entry e where e.property = document.property and e.paper = document.paper
                  and e.signer = (select document_person()))))
  with check (property = property_here());

-- After issue nothing changes (SIGN-9): a correction is another document. What came in stays as it was registered.
create function document_stays() returns trigger language plpgsql as $$
declare
  moving text[] := '{state,handler,due_at,told_on,answer,answered_by,answered_at,holder,file,record,filed,superseded_at,closed_at,known_to,search}';
begin
  if old.direction = 'incoming' and old.issued_at is null then
    moving := moving || '{treatment,proposal,paper,changed_at,secrecy,urgency}'::text[];
  elsif old.issued_at is null then
    return new;
  end if;
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving or (old.file is not null and new.file is distinct from old.file)
     or (old.answered_at is not null and (new.answer, new.answered_at) is distinct from (old.answer, old.answered_at))
     or (old.closed_at is not null and new.closed_at is distinct from old.closed_at) then
    raise exception 'an issued document does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger issued before update on document for each row execute function document_stays();

-- What hangs on a document is walled by it: who may not know of the document sees none of its rows.
create procedure document_part(target regclass) language plpgsql as $$
begin
  call protect(target);
  execute format('create policy secret on %s as restrictive using (property = property_here() and exists (select from document d
    where d.property = %s.property and d.id = %s.document)) with check (property = property_here())', target, target, target);
end $$;

create table document_version (
  property uuid not null, id uuid not null, document uuid not null, number int not null, content jsonb not null,
  person uuid not null, at timestamptz not null,
  primary key (property, id), unique (property, document, number),
  foreign key (property, document) references document (property, id),
  foreign key (property, person) references person (property, id)
);
call document_part('document_version');
revoke update, delete on document_version from hushu_app;

create table document_file (
  property uuid not null, id uuid not null, document uuid not null, file uuid not null, name text not null check (name <> ''),
  role text not null check (role in ('attachment', 'scan', 'answer', 'proof')), person uuid not null, at timestamptz not null,
  primary key (property, id), foreign key (property, document) references document (property, id),
  foreign key (property, file) references file (property, id), foreign key (property, person) references person (property, id)
);
call document_part('document_file');
create index document_file_of on document_file (property, document, at);
create function document_file_stays() returns trigger language plpgsql as $$
begin
  if coalesce(new.role, old.role) in ('attachment', 'scan') and exists (select from document d
       where d.property = coalesce(new.property, old.property) and d.id = coalesce(new.document, old.document)
         and (d.issued_at is not null or d.state not in ('draft', 'received'))) then
    raise exception 'the files of a document on its way do not change' using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger issued before insert or update or delete on document_file for each row execute function document_file_stays();

-- Addressees who confirm that they have read, one after another where it circulates (DOC-1, DOC-7).
create table document_reader (
  property uuid not null, id uuid not null, document uuid not null, person uuid not null, place int not null,
  confirmed_at timestamptz, words text not null default '',
  primary key (property, id), unique (property, document, person),
  foreign key (property, document) references document (property, id),
  foreign key (property, person) references person (property, id)
);
call document_part('document_reader');
create index document_reader_waits on document_reader (property, person) where confirmed_at is null;

-- A copy that left the office, on paper with its number or otherwise: who carried it, who took it, who has it back (DOC-7, DOC-9).
create table document_copy (
  property uuid not null, id uuid not null, document uuid not null, no int not null check (no > 0),
  way text not null check (way in ('hand', 'post', 'courier', 'fax', 'email')), to_person uuid, to_words text not null,
  carrier uuid not null, sent_at timestamptz not null, received_at timestamptz, received_by text not null default '', proof uuid,
  recalled_at timestamptz, recalled_by uuid, recall_note text not null default '', controlled boolean not null default false,
  primary key (property, id), unique (property, document, no),
  foreign key (property, document) references document (property, id),
  foreign key (property, to_person) references person (property, id),
  foreign key (property, carrier) references person (property, id),
  foreign key (property, recalled_by) references person (property, id),
  foreign key (property, proof) references document_file (property, id),
  check ((recalled_at is null) = (recalled_by is null)), check (received_at is null or received_by <> '')
);
call document_part('document_copy');
create index document_copy_out on document_copy (property, document) where controlled and recalled_at is null;
revoke delete on document_copy from hushu_app;

-- Everything that became of a document, in order; added to, never changed.
create table document_step (
  property uuid not null, id uuid not null, document uuid not null, deed text not null, words text not null default '',
  person uuid, to_person uuid, at timestamptz not null,
  primary key (property, id), foreign key (property, document) references document (property, id),
  foreign key (property, person) references person (property, id),
  foreign key (property, to_person) references person (property, id)
);
call document_part('document_step');
create index document_step_of on document_step (property, document, at, id);
revoke update, delete on document_step from hushu_app;

-- The wall goes on where a secret document leaves traces: its signing, papers printed from it, the audit trail.
create policy secret on signing_paper as restrictive
  using (property = property_here() and (subject <> 'document' or exists (select from document d
           where d.property = signing_paper.property and d.id = signing_paper.subject_id)))
  with check (property = property_here());
create policy own_documents on paper as restrictive
  using (property = property_here() and (kind not like 'documents.%' or (select document_person()) is null
           or asked_by = (select document_person())))
  with check (property = property_here());
-- Files whose name in the trail would say what a secret document is about: its signed record, papers printed from documents.
create function document_file_secret(wanted uuid) returns boolean language plpgsql stable as $$
declare eyes text := coalesce(current_setting('hushu.person', true), ''); found boolean;
begin
  perform set_config('hushu.person', '', true);
  found := exists (select from signing_paper p join document d on d.property = p.property and d.id = p.subject_id and d.secrecy > 0
                    where p.property = property_here() and p.subject = 'document' and p.file = wanted)
        or exists (select from document where property = property_here() and secrecy > 0 and file = wanted)
        or exists (select from document_file x join document d on d.property = x.property and d.id = x.document and d.secrecy > 0
                    where x.property = property_here() and x.file = wanted)
        or exists (select from archive_leaf l join archive_item i on i.property = l.property and i.id = l.item and i.secrecy > 1
                    where l.property = property_here() and l.file = wanted)
        or exists (select from paper where property = property_here() and file = wanted and kind like 'documents.%');
  perform set_config('hushu.person', eyes, true);
  return found;
end $$;
create function document_trail_open(name text, row_id text, said jsonb) returns boolean language sql stable as $$
  select case
    when name = 'document' then exists (select from document where property = property_here() and id = row_id::uuid)
    when name like 'document\_%' then
      exists (select from document where property = property_here() and id = (said->>'document')::uuid)
    when name = 'signing_paper' then exists (select from signing_paper where property = property_here() and id = row_id::uuid)
    when name = 'archive_item' then exists (select from archive_item where property = property_here() and id = row_id::uuid)
    when name = 'archive_volume' then exists (select from archive_volume where property = property_here() and id = row_id::uuid)
    when name = 'signing_entry' then
      exists (select from signing_paper where property = property_here() and id = (said->>'paper')::uuid)
    when name = 'file' then document_sees_all() or not document_file_secret(row_id::uuid)
    when name = 'paper' then said->>'kind' not like 'documents.%' or (said->>'asked_by')::uuid = document_person()
                             or document_person() is null
    else true end
$$;
grant execute on function document_file_secret, document_trail_open to hushu_app;
create policy secret on audit as restrictive for select to hushu_app
  using (property = property_here() and document_trail_open(table_name, row_id, coalesce(after, before)));

-- What holds a leaver, and its handing over, reach papers that the manager may not know: their words stay hidden.
create function document_held_by(leaver uuid) returns table (id uuid, title text, secret boolean)
language plpgsql stable as $$
declare eyes text := coalesce(current_setting('hushu.person', true), '');
begin
  perform set_config('hushu.person', '', true);
  return query select d.id, case when d.secrecy = 0 then d.title else '' end, d.secrecy > 0 from document d
   where d.property = property_here() and ((d.handler = leaver and d.answered_at is null and d.state in ('received', 'signing', 'issued'))
      or (d.drafter = leaver and d.direction <> 'incoming' and d.state = 'draft') or d.holder = leaver)
   order by d.changed_at limit 100;
  perform set_config('hushu.person', eyes, true);
end $$;
create function document_hand_over(leaver uuid, heir uuid, moment timestamptz) returns void
language plpgsql as $$
declare d record; eyes text := coalesce(current_setting('hushu.person', true), '');
begin
  perform set_config('hushu.person', '', true);
  for d in select * from document_held_by(leaver) loop
    update document set handler = case when handler = leaver and answered_at is null then heir else handler end,
      drafter = case when drafter = leaver and state = 'draft' then heir else drafter end,
      holder = case when holder = leaver then heir else holder end,
      known_to = array_append(array_remove(known_to, heir), heir) where property = property_here() and id = d.id;
    insert into document_step (id, document, deed, person, to_person, at)
    values (gen_random_uuid(), d.id, 'handed_over', leaver, heir, moment);
  end loop;
  update document_reader r set person = heir where r.property = property_here() and r.person = leaver and r.confirmed_at is null
    and not exists (select from document_reader o where o.property = r.property and o.document = r.document and o.person = heir);
  perform set_config('hushu.person', eyes, true);
end $$;
grant execute on function document_held_by, document_hand_over to hushu_app;

-- What the public page may say of an issued document, for whoever holds its code; a secret one keeps its title to itself.
create function document_public(wanted text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare d document%rowtype; realm uuid; said jsonb;
begin
  select id into realm from property where slug = substring(wanted from '^(.*)-[0-9a-f]{32}$');
  if realm is null then return null; end if;
  perform set_config('hushu.property', realm::text, true), set_config('hushu.person', '', true);
  select * into d from document where property = realm and code = wanted and issued_at is not null;
  select jsonb_build_object('property', q.name, 'title', case when d.secrecy = 0 then d.title else '' end, 'doc_no', d.doc_no,
    'issued_on', d.issued_on, 'edition', d.edition, 'content_hash', d.content_hash,
    'whole', d.content_hash = encode(sha256(convert_to(d.frozen, 'UTF8')), 'hex') and d.doc_no = d.frozen::jsonb->>'doc_no',
    'sha256', (select f.sha256 from file f where f.property = d.property and f.id = d.file),
    'superseded', d.superseded_at is not null,
    'corrected_by', (select c.doc_no from document c where c.property = d.property and c.corrects = d.id and c.issued_at is not null
                      order by c.issued_at desc limit 1),
    'record', (select p.code from signing_paper p where p.property = d.property and p.id = d.paper))
    into said from property q where q.id = realm and d.id is not null;
  perform set_config('hushu.property', '', true);
  return said;
end $$;
grant execute on function document_public to hushu_app;
