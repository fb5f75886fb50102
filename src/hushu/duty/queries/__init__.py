"""Reads about duty, one file a noun."""
