"""The manifest of scripts."""

from hushu.foundation.module import Module

MODULE = Module(name="scripts", title="Scripts")
