"""Proposing a roster: what is asked, the rules as limits, fair shares, the model, and why something cannot be (ROST-3).

Only `model`, `search` and `child` know the solver's library, and only the child's process ever loads them.
"""
