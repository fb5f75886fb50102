"""Duty and handover: a record for each shift, written as it happens, given from one to another by two PINs.

Requirements: DUTY-1 to DUTY-9.
"""
