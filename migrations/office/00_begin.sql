-- What the office adds to the first house: 10 files under keys of their own, 20 signing, 30 to 39 archives, 40 documents.
select 1;
