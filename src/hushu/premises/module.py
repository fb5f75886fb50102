"""The manifest of premises."""

from hushu.foundation.module import Module

MODULE = Module(name="premises", title="Premises")
