"""Plumbing for every module; it knows no word of the trade."""
