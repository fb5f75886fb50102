"""Headers every answer carries: a strict content policy and no guessing (T11, T12)."""

from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
FIXED = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=()"),
]
# The platform operators' admin is a bundled application that sets styles from its scripts.
LOOSER = (
    b"content-security-policy",
    POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").encode(),
)
PRIVATE = (b"cache-control", b"no-store")


class Headers:
    """The outermost layer: adds the fixed headers, and keeps pages out of shared caches."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, with the headers added to the answer's start."""
        handler: Any = scope.get("route_handler")  # none before the routing has found one
        looser = handler is not None and handler.opt.get("looser_policy")
        fixed = [LOOSER, *FIXED[1:]] if looser else FIXED

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *fixed]
                if not any(name.lower() == b"cache-control" for name, _ in headers):
                    headers.append(PRIVATE)
                message["headers"] = headers
            await send(message)

        await self.app(scope, receive, add)
