"""What a worker makes of rosters: months on A3 or A4, their attendance, pages that hang at posts (ROST-8, ROST-10)."""

from hushu.rosters.printing.attendance import attendance
from hushu.rosters.printing.grids import edition
from hushu.rosters.printing.posts import posts

PAPERS = {"rosters.edition": edition, "rosters.attendance": attendance, "rosters.posts": posts}
