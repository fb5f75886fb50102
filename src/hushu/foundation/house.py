"""The modules that stand, as the application registered them at start; the foundation itself imports none."""

from collections.abc import Iterator, Sequence

from hushu.foundation.module import Module

_modules: list[Module] = []


def stand(modules: Sequence[Module]) -> None:
    """Registers the house's modules, from ground to roof."""
    _modules[:] = modules


def modules() -> Iterator[Module]:
    """Every module, from ground to roof."""
    return iter(_modules)
