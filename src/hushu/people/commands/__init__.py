"""Deeds on posts and people, one file a noun; other modules import these names from here."""

from hushu.people.commands.accounts import make_account
from hushu.people.commands.hiring import hire
from hushu.people.commands.posts import unpack_posts

__all__ = ["hire", "make_account", "unpack_posts"]
