"""What a form is about, named by its address, or after a refusal by what was sent with it."""

from uuid import UUID

from hushu.foundation.web import Web


def named(request: Web, name: str) -> UUID | None:
    """The id in the address, else in what was typed; None where neither holds one."""
    typed: dict[str, str] = request.scope["state"].get("typed", {})
    try:
        return UUID(request.query_params.get(name) or typed.get(name, ""))
    except ValueError:
        return None
