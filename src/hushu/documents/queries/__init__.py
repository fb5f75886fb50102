"""Reads about documents, by noun; the database's wall stands in all of them."""
