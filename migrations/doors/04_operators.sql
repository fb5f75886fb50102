-- Operators prove themselves by a one-time code too (TEN-6). Those known before are enrolled by `hushu operator NAME`.

alter table platform_operator add column totp_secret varchar(255) not null default '', add column totp_step bigint not null default 0;
delete from platform_session;
