-- Signing for the office: people named on the paper, returns that keep signatures, papers sent again.
alter table signing_entry drop constraint signing_entry_deed_check, add constraint signing_entry_deed_check check (deed in
  ('start', 'agree', 'return', 'return_step', 'return_all', 'refuse', 'hand_on', 'add_before', 'add_after', 'assign',
   'withdraw', 'urge', 'move'));

-- The paper about the same record that ended without agreement before this one; the frozen content names it and its
-- last entry's hash, so that nothing of the earlier record is lost or altered unseen.
alter table signing_paper add column former uuid,
  add foreign key (property, former) references signing_paper (property, id);

create or replace function signing_first_broken(wanted uuid) returns int language sql stable as $$
  with p as (select * from signing_paper where property = property_here() and id = wanted),
  links as (
    select e.no, e.hash, e.previous, signing_hash(e, p.content_hash) as computed, row_number() over w as place,
           lag(e.hash, 1, decode(p.content_hash, 'hex')) over w as expected, lag(e.at) over w as before, e.at
      from signing_entry e, p where e.property = p.property and e.paper = p.id window w as (order by e.no)),
  bad as (
    select 0 as no from p where content_hash <> encode(sha256(convert_to(frozen, 'UTF8')), 'hex')
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
