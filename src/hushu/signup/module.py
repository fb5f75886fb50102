"""The manifest of signup."""

from hushu.foundation.module import Module

MODULE = Module(name="signup", title="Sign-up")
