"""The database's one line of history, as a Piccolo app; the SQL of each step lies in a folder beside it."""
