"""What may be typed about people."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Meta

from hushu.foundation.forms import Filled, Line, Name, Words

Code = Annotated[str, Meta(min_length=1, max_length=12)]
Secret = Annotated[str, Meta(pattern=r"^[A-Z2-7]{32}$")]


class SignInForm(msgspec.Struct):
    """The door's form; outside checks rely on its two field names."""

    username: Filled
    password: Filled
    next: Line = ""


class CodeForm(msgspec.Struct):
    """The second question at the door: a one-time code."""

    code: Code
    next: Line = ""


class PasswordForm(msgspec.Struct):
    """A new password, typed twice; the old one unless it was temporary."""

    new_password: Filled
    repeat: Filled
    password: Line = ""
    next: Line = ""


class ProofForm(msgspec.Struct):
    """Only the password, to prove that it is really oneself."""

    password: Filled


class TotpForm(msgspec.Struct):
    """One-time codes switched on: the secret shown, a code made from it, and the password."""

    secret: Secret
    code: Code
    password: Filled


class PinForm(msgspec.Struct):
    """An own PIN, typed twice."""

    pin: Filled
    repeat: Filled
    password: Filled


class LocaleForm(msgspec.Struct):
    """The language of one's pages."""

    locale: Filled


class SwitchForm(msgspec.Struct):
    """Who takes over the desk."""

    person: UUID
    pin: Filled
    next: Line = ""


class SessionForm(msgspec.Struct):
    """One of one's own sessions, by the mark of its token."""

    session: Filled


class PersonForm(msgspec.Struct):
    """A person of the property."""

    name: Name
    post: UUID
    phone: Line = ""
    superior: UUID | None = None
    roles: list[str] = []
    leave_from: date | None = None
    leave_until: date | None = None


class AccountForm(msgspec.Struct):
    """A user name for a person."""

    username: Filled


class LinkForm(msgspec.Struct):
    """The user name a colleague already has at another property of the company."""

    existing: Filled


class LeavingForm(msgspec.Struct):
    """A person leaves: why, and who takes over what they hold."""

    reason: Filled
    successor: UUID | None = None


class RevealForm(msgspec.Struct):
    """Whose masked number is shown in full."""

    person: UUID


class PostForm(msgspec.Struct):
    """A post of the property's own; one duty a line."""

    name: Name
    reports_to: UUID | None = None
    roles: list[str] = []
    duties: Words = ""


class DutyForm(msgspec.Struct):
    """A leader on call."""

    person: UUID
    starts_at: datetime
    ends_at: datetime
    note: Line = ""


class SignatureForm(msgspec.Struct):
    """A picture of a signature."""

    file: UploadFile


class PeopleFilter(msgspec.Struct):
    """What of the people page is shown."""

    q: Line = ""
    post: Line = ""
    role: Line = ""
    closed: bool = False
    after: UUID | None = None


class SwitchQuery(msgspec.Struct):
    """What the switch page says after a wrong PIN, and where it returns to."""

    next: Line = ""
    person: UUID | None = None
    problem: Line = ""


class SettingsForm(msgspec.Struct):
    """The property's facts (TEN-1)."""

    name: Name
    address: Line = ""
    bus_lines: Line = ""
    metro_lines: Line = ""
    directions: Words = ""
    hotline: Line = ""
    desk_opens: time = time(8)
    desk_closes: time = time(20)
    time_zone: Line = "Asia/Shanghai"
