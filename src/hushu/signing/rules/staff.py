"""Who works at the property, as a value the rules can ask: posts, roles, superiors, and who has left."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

READER = ("hq_reader",)


class Member(msgspec.Struct, frozen=True):
    """A person as chains see them; closed ones too, because their seats have to go somewhere."""

    id: UUID
    name: str
    post: str
    post_name: str
    roles: tuple[str, ...]
    superior: UUID | None
    closed: bool


class Staff:
    """Everybody, in the order they came."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.members = {member.id: member for member in members}

    def works_here(self, person: UUID) -> bool:
        """Whether the person is known, has not left, and is no reader of headquarters (TEN-5)."""
        member = self.members.get(person)
        return member is not None and not member.closed and tuple(member.roles) != READER

    def holders(self, post: str) -> tuple[UUID, ...]:
        """Who holds the post now."""
        return tuple(m.id for m in self.members.values() if m.post == post and not m.closed)

    def with_role(self, role: str) -> tuple[UUID, ...]:
        """Who has the role now."""
        return tuple(m.id for m in self.members.values() if role in m.roles and not m.closed)

    def line_above(self, person: UUID) -> list[UUID]:
        """All superiors, nearest first; a circle ends it."""
        line: list[UUID] = []
        member = self.members.get(person)
        while (
            member and member.superior and member.superior not in line and member.superior != person
        ):
            line.append(member.superior)
            member = self.members.get(member.superior)
        return line

    def above(self, person: UUID) -> UUID | None:
        """The nearest superior who still works here."""
        return next((up for up in self.line_above(person) if self.works_here(up)), None)

    def standing(self, person: UUID, barred: Iterable[UUID] = ()) -> UUID | None:
        """The person, or the nearest superior where they have left or may not sign; None when there is nobody."""
        out = set(barred)
        line = [person, *self.line_above(person)]
        return next((up for up in line if self.works_here(up) and up not in out), None)

    def head_of(self, person: UUID) -> UUID:
        """The head of the person's department: the last in the line below the one who reports to nobody."""
        line = [person, *(up for up in self.line_above(person) if self.works_here(up))]
        return line[-2] if len(line) > 1 else person
