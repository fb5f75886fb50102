"""The manifest of desk."""

from hushu.foundation.module import Module

MODULE = Module(name="desk", title="Desk")
