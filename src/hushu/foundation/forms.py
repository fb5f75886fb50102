"""Forms: what may be typed is a Struct; every field is checked by itself and answered at itself (T9, TEN-9)."""

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec
from litestar.connection import Request
from litestar.datastructures import UploadFile
from msgspec import Meta

from hushu.foundation.clock import today, zone
from hushu.foundation.opened import here
from hushu.foundation.received import OUR_FIELDS, clean, form_of
from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

F = TypeVar("F", bound=msgspec.Struct)

Name = Annotated[str, Meta(min_length=1, max_length=60)]
Line = Annotated[str, Meta(max_length=200)]
Filled = Annotated[str, Meta(min_length=1, max_length=200)]
Words = Annotated[str, Meta(max_length=4000)]
FilledWords = Annotated[str, Meta(min_length=1, max_length=4000)]
Month = Annotated[str, Meta(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]  # 2026-11
# One entry a line of a form: an empty one keeps its place. Each has its limit: five thousand digits are no number to Python.
Column = Annotated[list[Words], Meta(max_length=100, extra={"column": True})]


class NothingForm(msgspec.Struct):
    """A deed that is only a button."""


class MonthQuery(msgspec.Struct, kw_only=True):
    """Which month is looked at; this one where none is said."""

    month: Month = ""

    @property
    def first(self) -> date:
        """The month's first day."""
        return date.fromisoformat(f"{self.month}-01") if self.month else today().replace(day=1)


class MonthForm(MonthQuery, kw_only=True):
    """A month that something is done with: it is said."""

    month: Month


EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
COMPLAINTS = (
    (re.compile(r"of length >= 1\b"), N_("Please fill this in.")),
    (re.compile(r"of length >= (\d+)"), N_("At least %(n)s characters, please.")),
    (re.compile(r"of length <= (\d+)"), N_("At most %(n)s characters, please.")),
    (re.compile(r"`(?:int|float)` >= (-?[\d.]+)"), N_("%(n)s or more, please.")),
    (re.compile(r"`(?:int|float)` <= (-?[\d.]+)"), N_("%(n)s or less, please.")),
    (re.compile(r"Expected `(?:int|float|decimal)"), N_("A number, please.")),
    (re.compile(r"`date`|`datetime`"), N_("A date and time such as 2026-11-22 08:30, please.")),
    (re.compile(r"`time`"), N_("A time such as 08:30, please.")),
    (re.compile(r"enum value|matching regex|`uuid`"), N_("Choose one of the entries offered.")),
)
OTHERWISE = N_("This cannot be read. Please check what was typed.")
UNKNOWN = N_("The form holds a field that is not known here. Please load the page again.")
MISSING = N_("Please fill this in.")


@lru_cache(maxsize=512)
def _fields_of(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The form's fields; finding them reads annotations, which is dear."""
    return msgspec.structs.fields(kind)


async def read(request: Request[Any, Any, Any], kind: type[F]) -> F:
    """The form as `kind`. Raises Refused with a reason at every field that cannot be read."""
    form = await form_of(request)
    raw: dict[str, list[Any]] = {}
    for name, value in form.multi_items():
        raw.setdefault(name, []).append(clean(value) if isinstance(value, str) else value)
    fields = _fields_of(kind)
    unknown = set(raw) - OUR_FIELDS - {f.encode_name for f in fields}
    errors: dict[str, tuple[str, dict[str, Any]]] = {"": (UNKNOWN, {})} if unknown else {}
    made = _fields(fields, raw, errors)
    if errors:
        raise Refused.many(errors)
    return kind(**made)


def read_query(request: Request[Any, Any, Any], kind: type[F]) -> F:
    """A list's filters from the URL; what cannot be read counts as not given, an old link still opens."""
    raw: dict[str, list[Any]] = {}
    for name, value in request.query_params.multi_items():
        raw.setdefault(name, []).append(clean(value))
    fields = _fields_of(kind)
    errors: dict[str, tuple[str, dict[str, Any]]] = {}
    made = _fields(fields, raw, errors)
    return kind(**{name: value for name, value in made.items() if name not in errors})


def _fields(
    fields: tuple[msgspec.structs.FieldInfo, ...], raw: dict[str, list[Any]], errors: dict[str, Any]
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields:
        values = raw.get(field.encode_name, [])
        try:
            given, value = _one(field, values)
            if given:
                made[field.name] = value
        except msgspec.ValidationError as fault:
            errors[field.encode_name] = _complaint(str(fault))
    return made


def _one(field: msgspec.structs.FieldInfo, values: list[Any]) -> tuple[bool, Any]:
    """Whether the field was given, and its value. Raises msgspec.ValidationError."""
    kind, _ = _plain(field.type)
    if get_origin(kind) is list and get_args(kind)[0] is UploadFile:
        return True, [one for one in values if isinstance(one, UploadFile) and one.filename]
    if get_origin(kind) in (list, tuple):
        given = [v for v in values if v != "" or field.type == Column]
        return True, msgspec.convert(given, field.type, strict=False)
    if kind is bool:
        return True, bool(values) and values[-1] not in ("", "0", "false", "off")
    value = values[-1] if values else ""
    if isinstance(value, UploadFile) or kind is UploadFile:
        return _upload(field, value)
    return _typed(field, value, given=bool(values))


def _typed(field: msgspec.structs.FieldInfo, value: str, *, given: bool) -> tuple[bool, Any]:
    """A value typed as text: an empty one is left to the field's default where it has one."""
    kind, optional = _plain(field.type)
    if value == "" and kind is not str:
        return _empty(field, optional)
    if not given and not field.required:
        return False, None
    if kind is datetime:
        return True, _moment(value)
    if kind is time and len(value) == len("08:30"):  # a browser's time field leaves the seconds out
        value += ":00"
    made = msgspec.convert(value, field.type, strict=False)
    if isinstance(made, date) and not EARLIEST_YEAR < made.year < LATEST_YEAR:
        raise msgspec.ValidationError(
            "`date`"
        )  # nothing the desk writes lies there, and moments overflow
    return True, made


def _upload(field: msgspec.structs.FieldInfo, value: Any) -> tuple[bool, Any]:
    if isinstance(value, UploadFile) and value.filename:
        return True, value
    return _empty(field, optional=not field.required)


def _empty(field: msgspec.structs.FieldInfo, optional: bool) -> tuple[bool, Any]:
    if not field.required:
        return False, None
    if optional:
        return True, None
    raise msgspec.ValidationError("of length >= 1")


@lru_cache(maxsize=1024)
def _plain(kind: Any) -> tuple[Any, bool]:
    """The type beneath Annotated and `| None`, and whether None is allowed."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        others = [part for part in get_args(kind) if part is not NoneType]
        return _plain(others[0])[0], len(others) < len(get_args(kind))
    return kind, False


def _moment(value: str) -> datetime:
    """What a datetime-local field sends, read in the property's time."""
    try:
        naive = datetime.fromisoformat(value)
    except ValueError as fault:
        raise msgspec.ValidationError("`datetime`") from fault
    if not EARLIEST_YEAR < naive.year < LATEST_YEAR:
        raise msgspec.ValidationError("`datetime`")
    return (
        naive.replace(tzinfo=zone(here().time_zone)).astimezone(UTC)
        if naive.tzinfo is None
        else naive
    )


def _complaint(fault: str) -> tuple[str, dict[str, Any]]:
    """Our own words for what msgspec found."""
    for pattern, words in COMPLAINTS:
        if found := pattern.search(fault):
            return words, {"n": found.group(1)} if found.groups() else {}
    return OTHERWISE, {}
