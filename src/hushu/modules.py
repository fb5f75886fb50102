"""MODULES: every module from ground to roof. This is the one registration line."""

from hushu.foundation.module import Module
from hushu.people.module import MODULE as people

MODULES: tuple[Module, ...] = (people,)
