"""The pages that hang at posts: a large code to sign on and off with one's own phone (ROST-10)."""

from hushu.foundation import papers, qr
from hushu.foundation.papers import Printed
from hushu.rosters.queries.attendance import posts as posts_of


@papers.private
async def posts(team: str = "") -> Printed:
    """The maker of one post's page, or of every post's that has a code."""
    found = [one for one in await posts_of() if one.code and team in ("", str(one.team))]
    pages = [(one.name, qr.page(f"/attendance/posts/{one.code}")) for one in found]
    return Printed("rosters/print/posts.html", {"posts": pages})
