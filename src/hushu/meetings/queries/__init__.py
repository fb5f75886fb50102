"""Reads about meetings, one file a noun."""
