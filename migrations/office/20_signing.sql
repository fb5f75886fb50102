-- Signing for the office: people named on the paper.
alter table signing_entry drop constraint signing_entry_deed_check, add constraint signing_entry_deed_check check (deed in
  ('start', 'agree', 'return', 'refuse', 'hand_on', 'add_before', 'add_after', 'assign', 'withdraw', 'urge', 'move'));
