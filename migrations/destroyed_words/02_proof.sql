-- What is proven of a paper without its words: who signed, in which order and when; and what the public pages say of it.
create or replace function signing_first_broken(wanted uuid) returns int language sql stable as $$
  with p as (select * from signing_paper where property = property_here() and id = wanted),
  links as (
    select e.no, e.hash, e.previous, signing_hash(e, p.content_hash) as computed, row_number() over w as place,
           lag(e.hash, 1, decode(p.content_hash, 'hex')) over w as expected, lag(e.at) over w as before, e.at
      from signing_entry e, p where e.property = p.property and e.paper = p.id window w as (order by e.no)),
  bad as (
    select 0 as no from (select * from p where erased_at is null) p
     where content_hash <> encode(sha256(convert_to(frozen, 'UTF8')), 'hex')
        or title <> frozen::jsonb->>'title' or drafter::text <> frozen::jsonb->>'drafter'
        or subject_id::text <> frozen::jsonb->>'subject_id'
        or former::text is distinct from frozen::jsonb->'former'->>'paper'
        or former is not null and not exists (select 1 from signing_paper f where f.property = p.property
             and f.id = p.former and encode(f.last_hash, 'hex') = p.frozen::jsonb->'former'->>'mark')
    union all select no::int from links
     where no <> place or hash <> computed or previous <> expected or at < before
    union all select p.last_no from p
     where not exists (select 1 from (select no, hash from links order by no desc limit 1) l
                        where l.no = p.last_no and l.hash = p.last_hash))
  select min(no) from bad
$$;

create or replace function signing_public(wanted text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare p signing_paper%rowtype; realm uuid; said jsonb;
begin
  select id into realm from property where slug = substring(wanted from '^(.*)-[0-9a-f]{32}$');
  if realm is null then return null; end if;
  perform set_config('hushu.property', realm::text, true);
  select * into p from signing_paper where property = realm and code = wanted;
  select jsonb_build_object(
    'property', q.name, 'time_zone', q.time_zone, 'title', p.title, 'content_hash', p.content_hash, 'state', p.state,
    'started_at', p.started_at, 'ended_at', p.ended_at, 'broken', signing_first_broken(p.id), 'stamped', p.stamped, 'erased', p.erased_at is not null,
    'sha256', (select f.sha256 from file f where f.property = p.property and f.id = p.file),
    'certificate', (select encode(c.certificate, 'base64') from certificate c where c.property = p.property),
    'entries', coalesce((select jsonb_agg(jsonb_build_object('no', e.no, 'deed', e.deed, 'step_deed', e.step_deed,
        'name', e.signer_name, 'post', e.post_name, 'for_name', e.for_name, 'to_name', e.to_name, 'at', e.at,
        'hash', encode(e.hash, 'hex')) order by e.no)
      from signing_entry e where e.property = p.property and e.paper = p.id and e.deed <> 'urge'), '[]'))
    into said from property q where q.id = realm and p.id is not null;
  perform set_config('hushu.property', '', true);
  return said;
end $$;

create or replace function document_public(wanted text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare d document%rowtype; realm uuid; said jsonb;
begin
  select id into realm from property where slug = substring(wanted from '^(.*)-[0-9a-f]{32}$');
  if realm is null then return null; end if;
  perform set_config('hushu.property', realm::text, true), set_config('hushu.person', '', true);
  select * into d from document where property = realm and code = wanted and issued_at is not null;
  select jsonb_build_object('property', q.name, 'title', case when d.secrecy = 0 then d.title else '' end, 'doc_no', d.doc_no,
    'issued_on', d.issued_on, 'edition', d.edition, 'content_hash', d.content_hash,
    'erased', d.erased_at is not null,
    'whole', d.erased_at is not null or d.content_hash = encode(sha256(convert_to(d.frozen, 'UTF8')), 'hex') and d.doc_no = d.frozen::jsonb->>'doc_no',
    'sha256', (select f.sha256 from file f where f.property = d.property and f.id = d.file),
    'superseded', d.superseded_at is not null,
    'corrected_by', (select c.doc_no from document c where c.property = d.property and c.corrects = d.id and c.issued_at is not null
                      order by c.issued_at desc limit 1),
    'record', (select p.code from signing_paper p where p.property = d.property and p.id = d.paper))
    into said from property q where q.id = realm and d.id is not null;
  perform set_config('hushu.property', '', true);
  return said;
end $$;
