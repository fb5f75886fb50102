"""Why a file is not given or not taken, apart from what a person can mend at a field."""


class Damaged(Exception):
    """The bytes in the store are not those that were filed: a fault of the disk, never of a person (T30)."""


class NoKey(Damaged):
    """The sealed bytes are there but their key is not, as after a restore without the keys file (T31)."""


class Erased(Exception):
    """The file was destroyed on purpose: its row still says what it was, its bytes are gone for good (ARCH-44)."""


class NotStored(Exception):
    """The disk did not take the bytes, because it is full or broken: nothing was kept, no receipt is given (T29)."""
