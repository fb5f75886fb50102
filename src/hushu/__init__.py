"""Hushu (户枢): the front desk, the cases and the papers of properties, many in one house."""

import sys

# structlog loads rich, and with it pygments, for coloured tracebacks that our JSON logs never show: 8 MiB a process.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]  # None is how Python is told "not here"
