-- What was exported is kept for a few days only: its file goes with its key, the paper stays and says so (ARCH-50).
alter table paper drop constraint paper_property_file_fkey;
alter table paper add foreign key (property, file) references file (property, id) on delete set null (file);
