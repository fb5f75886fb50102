"""Signing up: a company once, then each property by one form, provisioned from its content pack.

Requirements: TEN-1, TEN-2, TEN-5, TEN-9.
"""
