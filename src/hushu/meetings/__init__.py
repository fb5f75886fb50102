"""Meetings: kinds with their run of steps, attendance, problems, decisions with an owner, minutes signed by all who came.

Requirements: MEET-1 to MEET-5.
"""
