"""Pages of rosters, one file a noun."""

from hushu.rosters.routes import (
    attendance,
    editions,
    feeds,
    generating,
    grid,
    leave,
    months,
    papers,
    settled,
    shifts,
    tables,
    wishes,
)

ROUTES = (
    *months.ROUTES,
    *settled.ROUTES,
    *grid.ROUTES,
    *editions.ROUTES,
    *shifts.ROUTES,
    *leave.ROUTES,
    *generating.ROUTES,
    *wishes.ROUTES,
    *attendance.ROUTES,
    *papers.ROUTES,
    *tables.ROUTES,
    *feeds.ROUTES,
)
PUBLIC = feeds.PUBLIC
