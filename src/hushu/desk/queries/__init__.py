"""Reads of the desk, one file a noun."""

from hushu.desk.queries.night import morning_left

__all__ = ["morning_left"]
