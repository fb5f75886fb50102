"""What may be typed about people."""

import msgspec

from hushu.foundation.forms import Filled, Line


class SignInForm(msgspec.Struct):
    """The door's form; outside checks rely on its two field names."""

    username: Filled
    password: Filled
    next: Line = ""
