"""The demo's documents."""


async def lay(slug: str) -> None:
    """Lays documents in every state."""
