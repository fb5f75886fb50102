"""The manifest of premises."""

from hushu.foundation.module import Module
from hushu.premises import demo

MODULE = Module(name="premises", title="Premises", demo=demo.fill)
