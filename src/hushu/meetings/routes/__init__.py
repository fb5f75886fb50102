"""Pages of meetings, one file a noun."""

from hushu.meetings.routes import decisions, holding, kinds, minutes, notes, planning, register

ROUTES = (
    *register.ROUTES, *planning.ROUTES, *decisions.ROUTES, *kinds.ROUTES, *holding.ROUTES, *notes.ROUTES, *minutes.ROUTES,
)  # fmt: skip
