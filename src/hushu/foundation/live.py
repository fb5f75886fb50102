"""Live updates: a hint after the commit ("log changed"); the page fetches the piece again under its own rights."""

from hushu.foundation.after import after_commit
from hushu.foundation.carrier import publish
from hushu.foundation.opened import here


def changed(topic: str) -> None:
    """Tells every open page of this property that the topic changed, once the commit holds."""
    channel = f"live:{here().property}"

    async def tell() -> None:
        await publish(channel, topic)

    after_commit(tell)
