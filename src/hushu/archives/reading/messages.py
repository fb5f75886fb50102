"""What passes between the house and its reading children."""

import msgspec


class Task(msgspec.Struct, frozen=True):
    """A file to be read, or one page of it to be drawn. page 0: read the whole."""

    data: bytes
    media_type: str
    page: int = 0
    width: int = 0


class Found(msgspec.Struct, frozen=True):
    """What a file holds. blind: pages whose writing is a picture, each drawn for the eye that reads pictures.

    unread: pages beyond what is read of one file.
    """

    text: str
    pages: int
    thumb: bytes = b""
    blind: tuple[bytes, ...] = ()
    unread: int = 0
