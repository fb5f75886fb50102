"""Duty rosters: who works which shift on which day, checked against rules in words at every edit.

Requirements: ROST-1 to ROST-11.
"""
