-- What was destroyed keeps no words either: with the last of its files go the text of a document and what its papers froze
-- (ARCH-44). Title, number, hash and who signed stay. Words never enter the trail: nothing can be taken out of it again.
drop trigger audit_trail on document;
call audited('document', '{search,body,frozen}');
drop trigger audit_trail on document_version;
call audited('document_version', '{content}');
drop trigger audit_trail on signing_paper;
call audited('signing_paper', '{frozen}');

do $$
declare found record;
begin
  for found in select conrelid::regclass as target, conname from pg_constraint where contype = 'c'
      and conrelid in ('signing_paper'::regclass, 'document'::regclass) and pg_get_constraintdef(oid) like '%sha256(convert_to(frozen%' loop
    execute format('alter table %s drop constraint %I', found.target, found.conname);
  end loop;
end $$;
alter table signing_paper add column erased_at timestamptz, add constraint signing_paper_whole check (
  case when erased_at is null then content_hash = encode(sha256(convert_to(frozen, 'UTF8')), 'hex') else frozen = '' end);
alter table document add column erased_at timestamptz, add constraint document_whole check (
  case when erased_at is null then content_hash = encode(sha256(convert_to(frozen, 'UTF8')), 'hex') else frozen = '' and body = '' end);

-- Of a paper whose signed PDF is destroyed, and of those that went before it without agreement; nobody can ask for more.
create function signing_erase_words(wanted uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  with recursive line(id, former) as (
    select p.id, p.former from signing_paper p join file f on f.property = p.property and f.id = p.file
     where p.property = property_here() and p.id = wanted and f.erased_at is not null
    union select p.id, p.former from line l join signing_paper p on p.id = l.former where p.property = property_here())
  update signing_paper p set frozen = '', erased_at = now() from line l
   where p.property = property_here() and p.id = l.id and p.erased_at is null
$$;

-- After issue nothing changes (SIGN-9), but that its words go with the item it was filed as.
create or replace function document_stays() returns trigger language plpgsql as $$
declare
  moving text[] := '{state,handler,due_at,told_on,answer,answered_by,answered_at,holder,file,record,filed,superseded_at,closed_at,known_to,search}';
begin
  if old.erased_at is distinct from new.erased_at then
    if old.erased_at is not null or not exists (select from archive_item i
         where i.property = old.property and i.id = old.filed and i.state = 'destroyed') then
      raise exception 'words go with the item they were filed as' using errcode = 'integrity_constraint_violation';
    end if;
    moving := moving || '{body,frozen,proposal,erased_at}'::text[];
  elsif old.direction = 'incoming' and old.issued_at is null then
    moving := moving || '{treatment,proposal,paper,changed_at,secrecy,urgency}'::text[];
  elsif old.issued_at is null then
    return new;
  end if;
  if to_jsonb(new) - moving is distinct from to_jsonb(old) - moving or (old.file is not null and new.file is distinct from old.file)
     or (old.answered_at is not null and old.erased_at is not distinct from new.erased_at
         and (new.answer, new.answered_at) is distinct from (old.answer, old.answered_at))
     or (old.closed_at is not null and new.closed_at is distinct from old.closed_at) then
    raise exception 'an issued document does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create function document_erase_words(wanted uuid, findable text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update document set erased_at = now(), body = '', frozen = case when frozen is not null then '' end, search = findable,
         proposal = '', answer = case when answer <> '' then '—' else '' end
   where property = property_here() and id = wanted and erased_at is null;
  if found then
    delete from document_version where property = property_here() and document = wanted;
  end if;
end $$;
grant execute on function signing_erase_words, document_erase_words to hushu_app;
