-- Files under keys of their own: destroying the key destroys the bytes wherever a copy of them lies (ARCH-44).

alter table file
  add column sealed text check (sealed ~ '^[0-9a-f]{64}$'), -- the name of the sealed bytes in the store: their own SHA-256
  add column erased_at timestamptz,                         -- the bytes are destroyed; the row stays as the tombstone
  add column checked_at timestamptz;                        -- when the bytes were last compared with their hash (T30)
drop trigger audit_trail on file;
call audited('file', '{checked_at}');
create index file_to_check on file (property, checked_at nulls first, id) where erased_at is null;

-- A file's key, itself sealed with the deployment's secret. Never in the trail, never in a backup: the keys file carries it.
create table file_key (
  property uuid not null, file uuid not null, sealed bytea not null, made_at timestamptz not null,
  primary key (property, file), foreign key (property, file) references file (property, id) on delete cascade
);
call protect('file_key', audited => false);
revoke update on file_key from hushu_app;
