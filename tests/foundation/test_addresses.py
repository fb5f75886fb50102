"""Behind a proxy of ours the caller is who the proxy names; anybody else may claim what they like (T15)."""

import pytest

from hushu.foundation.settings import SettingsError, settings
from world import TOWER, House, credentials, somewhere


def trust(monkeypatch: pytest.MonkeyPatch, networks: str) -> None:
    monkeypatch.setenv("HUSHU_TRUSTED_PROXIES", networks)
    settings.cache_clear()


async def signed_in_from(house: House, peer: str, **headers: str) -> str:
    """The address that the house keeps of somebody who signs in over that connection."""
    visitor = await house.visitor(peer)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = await visitor.post("/sign-in", credentials(f"{TOWER}.clerk"), headers=named)
    assert answer.status_code == 303
    owner = await house.owner()
    return str(await owner.fetchval("select origin from session order by created_at desc limit 1"))


@pytest.mark.req("T15")
@pytest.mark.parametrize(
    ("peer", "claimed", "caller"),
    [
        ("10.1.2.3", "203.0.113.9", "203.0.113.9"),
        ("10.1.2.3", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what the caller wrote itself
        ("10.1.2.3", "203.0.113.9, 10.9.9.9", "203.0.113.9"),  # two proxies of ours
        ("::ffff:10.1.2.3", "203.0.113.9", "203.0.113.9"),
        ("10.1.2.3", "2001:db8::7", "2001:db8::7"),
        ("10.1.2.3", "nonsense", "10.1.2.3"),
        ("192.0.2.8", "203.0.113.9", "192.0.2.8"),  # no proxy of ours
    ],
)
async def test_only_a_proxy_of_ours_says_who_calls(
    house: House, monkeypatch: pytest.MonkeyPatch, peer: str, claimed: str, caller: str
) -> None:
    trust(monkeypatch, "10.0.0.0/8, 2001:db8:1::/48")
    assert await signed_in_from(house, peer, X_Forwarded_For=claimed) == caller


@pytest.mark.req("T15")
async def test_without_proxies_of_ours_no_header_counts(house: House) -> None:
    peer = somewhere()
    assert await signed_in_from(house, peer, X_Forwarded_For="203.0.113.9") == peer


@pytest.mark.req("TEN-10")
async def test_the_audit_trail_keeps_the_caller_behind_the_proxy_also_for_ones_own_account(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(monkeypatch, "127.0.0.1/32")
    clerk = await house.sign_in(f"{TOWER}.clerk")
    behind = {"X-Forwarded-For": "203.0.113.77"}
    answer = await clerk.post("/account/locale", {"locale": "en"}, headers=behind)
    assert answer.status_code == 303
    owner = await house.owner()
    company = await owner.fetchval("select company from property where slug = $1", TOWER)
    await owner.execute("select set_config('hushu.property', $1, false)", str(company))
    sql = "select origin, actor from audit where table_name = 'account' order by at desc, no desc limit 1"
    entry = await owner.fetchrow(sql)
    assert entry is not None
    assert entry["origin"] == "203.0.113.77"
    assert entry["actor"] not in ("", "sign-up")


def test_a_proxy_that_is_no_network_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trust(monkeypatch, "10.0.0.0/99")
    with pytest.raises(SettingsError, match="HUSHU_TRUSTED_PROXIES"):
        settings()
