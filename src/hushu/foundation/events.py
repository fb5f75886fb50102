"""Facts in the past tense: told in the same transaction, heard by whoever's manifest asks for them."""

from typing import Any

from hushu.foundation.house import modules


async def emit(fact: Any) -> None:
    """Tells the fact to every listener, ground first; what a listener writes commits with the fact or not at all."""
    for module in modules():
        for listener in module.listeners.get(type(fact), ()):
            await listener(fact)
