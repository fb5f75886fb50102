"""What is decided about people without a database: names, passwords, PINs, phones."""

import re

import phonenumbers

from hushu.foundation.refusals import Refused
from hushu.foundation.translation import N_

SHORTEST_PASSWORD = 10
WEAKEST_SCORE = 2
PIN_IS_NOT_ENOUGH = N_("Sign in with your own password first; a PIN is not enough for this.")
PIN_SHAPE = re.compile(r"\d{4,8}")
USERNAME_SHAPE = re.compile(r"[a-z0-9]([a-z0-9._-]{0,38})[a-z0-9]")


def check_password(password: str, *hints: str, field: str = "password") -> None:
    """Long, and not one of the common ones (PPL-5). Raises Refused."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(field, N_("A password has at least %(n)s characters."), n=SHORTEST_PASSWORD)
    if len(password) > 128:
        raise Refused(field, N_("A password has at most 128 characters."))
    from zxcvbn import zxcvbn  # its word lists weigh 12 MiB; most workers never judge a password

    if zxcvbn(password[:72], user_inputs=[h for h in hints if h])["score"] < WEAKEST_SCORE:
        raise Refused(
            field, N_("This password is too easy to guess. Three unrelated words make a good one.")
        )


def check_pin(pin: str, field: str = "pin") -> None:
    """Four to eight digits, not all the same, not a plain row. Raises Refused."""
    if not PIN_SHAPE.fullmatch(pin):
        raise Refused(field, N_("A PIN is four to eight digits."))
    if len(set(pin)) == 1 or pin in "0123456789" or pin in "9876543210":
        raise Refused(field, N_("This PIN is too easy to guess."))


def check_username(username: str, field: str = "username") -> str:
    """Lower case letters, digits, dot, dash. Raises Refused."""
    lowered = username.lower()
    if not USERNAME_SHAPE.fullmatch(lowered):
        raise Refused(field, N_("A user name is 2 to 40 letters, digits, dots or dashes."))
    return lowered


def phone_number(text: str, field: str = "phone") -> str:
    """A mainland or international number as it is dialled, digits only with a leading + abroad. Raises Refused."""
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Refused(field, N_("This is no phone number. Type it as 13912345678 or 021-58881234."))
    if number.country_code == 86:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL).replace(
            " ", ""
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
