"""Deeds of duty, one file a noun."""
