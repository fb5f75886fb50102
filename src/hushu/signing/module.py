"""The manifest of signing."""

from hushu.foundation.module import Module

MODULE = Module(name="signing", title="Signing")
