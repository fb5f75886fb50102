"""The picture of a person's signature: drawn or uploaded, shown on paper beside the name (SIGN-4)."""


async def keep_picture() -> None:
    """Placeholder replaced below."""
