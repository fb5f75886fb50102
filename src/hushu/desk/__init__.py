"""The desk: the log written while talking, messages, the night register, the day's printed register."""
