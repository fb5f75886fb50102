"""The desk: the log written while talking, messages, matters with a promised time, the night handed to the morning.

Requirements: DESK-10 to DESK-16.
"""
