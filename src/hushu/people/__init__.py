"""People, posts, roles and signing in: who is who, who may do what, and which person a deed belongs to.

Requirements: TEN-7, PPL-1 to PPL-6, PPL-8.
"""
