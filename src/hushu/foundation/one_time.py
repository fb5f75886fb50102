"""One-time codes from a phone (RFC 6238): a secret, the picture's address, and which code is right now (PPL-5, TEN-6)."""

import time

import pyotp

STEP = 30
ISSUER = "Hushu 户枢"


def new_secret() -> str:
    """A fresh secret of 160 bits."""
    return pyotp.random_base32()


def enrolment(secret: str, name: str, issuer: str = ISSUER) -> str:
    """What an authenticator reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: str, code: str) -> int | None:
    """The time step whose code this is: now, one before, one after; otherwise None, as always without a secret."""
    if not secret:
        return None
    typed = "".join(c for c in code if c.isdigit())
    now = int(time.time()) // STEP
    made = pyotp.TOTP(secret)
    return next(
        (
            s
            for s in (now, now - 1, now + 1)
            if pyotp.utils.strings_equal(made.generate_otp(s), typed)
        ),
        None,
    )
