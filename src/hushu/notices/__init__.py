"""What waits for a person and how they are told: in-app inbox, digest, mail and WeCom robot.

SIGN-5 (reminders as a digest), SIGN-10 (a mail service that is down loses nothing), DESK-12 (the inbox).
"""
