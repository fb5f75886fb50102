"""Signing up: a company once, then each property by one form, provisioned from its content pack.

Requirements: TEN-1 to TEN-3, TEN-9.
"""
