"""The operators' second factor: a one-time code at every sign-in, enrolled by `hushu operator NAME` alone (TEN-6)."""

from typing import Any

from piccolo.apps.user.tables import BaseUser
from piccolo_api.mfa.provider import MFAProvider

from hushu.foundation import throttle
from hushu.foundation.one_time import step_of
from hushu.foundation.platform import Operator
from hushu.foundation.refusals import Refused

ENROLMENT = "由命令行 hushu operator 办理。"


class OneTimeCodes(MFAProvider):
    """What the admin's sign-in asks. Nobody is exempt: who has no secret is asked too, and no code is right."""

    def __init__(self) -> None:
        super().__init__(name="一次性验证码 One-time code")

    async def authenticate_user(self, user: BaseUser, code: str) -> bool:
        """Whether the code is right now and was never used, within the limits."""
        try:
            await throttle.spend("operator-code", user.username, throttle.CODE, "code")
        except Refused:
            return False
        own = await Operator.select(Operator.totp_secret).where(Operator.id == user.id).first()
        step = step_of(own["totp_secret"], str(code)) if own else None
        if step is None:
            return False
        used = (
            await Operator.update({Operator.totp_step: step})
            .where(Operator.id == user.id, Operator.totp_step < step)
            .returning(Operator.id)
        )
        if used:
            await throttle.forget("operator-code", user.username, throttle.CODE)
        return bool(used)

    async def is_user_enrolled(self, user: BaseUser) -> bool:  # noqa: ARG002 (named by the caller)
        """Everybody is, so that the sign-in always asks."""
        return True

    async def send_code(self, user: BaseUser) -> bool:  # noqa: ARG002 (named by the caller)
        """Codes come from the operator's own phone."""
        return False

    async def get_registration_html(self, user: BaseUser) -> str:  # noqa: ARG002 (named by the caller)
        """Not in a browser, where a stolen session could enrol another phone."""
        return ENROLMENT

    async def get_registration_json(self, user: BaseUser) -> dict[str, Any]:  # noqa: ARG002 (named by the caller)
        """Not in a browser either."""
        return {"message": ENROLMENT}

    async def delete_registration(self, user: BaseUser) -> None:
        """Nobody does without the second factor."""
