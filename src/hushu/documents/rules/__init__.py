"""Decisions about documents, as values: kinds, numbers and editions, the structure of a body, what may be done when."""
