"""Custody: keys, radios and the equipment of a shift — where each is, who has it since when, and what went wrong with it.

Requirements: CUST-1 to CUST-4, CUST-6.
"""
