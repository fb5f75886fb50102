"""The manifest of notices."""

from hushu.foundation.module import Module

MODULE = Module(name="notices", title="Notices")
