"""What is decided about duty without a database: shifts, checks, what holds a handover, reports."""
