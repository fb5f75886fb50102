"""Where a request really comes from: the one place that decides it, for throttling, sessions and the audit trail (T15)."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from litestar.connection import ASGIConnection

from hushu.foundation.settings import settings

Address = IPv4Address | IPv6Address


def client_address(request: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The caller's address. What X-Forwarded-For says counts only as far as proxies of ours have written it.

    Read from its end: each hop was added by the one after it, so the first that is no proxy of ours is the caller.
    """
    peer = request.client.host if request.client else ""
    caller = _address(peer)
    trusted = settings().trusted_proxies
    for hop in reversed(_hops(request)):
        if caller is None or not trusted.hold(caller):
            break
        before = _address(hop)
        if before is None:
            break
        caller = before
    return str(caller or peer)


def _hops(request: ASGIConnection[Any, Any, Any, Any]) -> list[str]:
    lines = request.headers.getall("x-forwarded-for", [])
    return [hop.strip() for line in lines for hop in line.split(",")]


def _address(text: str) -> Address | None:
    """The address, an IPv4 one also where it is written as IPv6; None for anything else."""
    try:
        return _parsed(text)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Address:
    """Raises ValueError, which is not kept: only real addresses fill the memory."""
    found = ip_address(text)
    return getattr(found, "ipv4_mapped", None) or found
