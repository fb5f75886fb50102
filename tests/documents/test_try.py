import pytest
from world import TOWER, House


async def test_pages(house: House) -> None:
    b = await house.sign_in("harbour.clerk")
    for p in (
        "/documents",
        "/documents/new",
        "/documents/new?kind=notice",
        "/documents/incoming",
        "/documents/new?kind=contact",
    ):
        r = await b.get(f"/p/{TOWER}{p}")
        print(p, r.status_code, len(r.text))
        assert r.status_code == 200, r.text[:1500]
