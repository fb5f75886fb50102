"""The words to say at the desk: situations, versions in force by signature, found by pinyin, guided calls.

DESK-1 to DESK-7, TEN-2 and TEN-3 for scripts.
"""
