"""The office's documents: drafted in the layout of official papers, signed, numbered at issue, read, answered, kept whole.

Requirements: DOC-1 to DOC-10, SIGN-9.
"""
