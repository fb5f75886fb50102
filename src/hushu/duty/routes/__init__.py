"""Pages of duty, one file a noun."""

from hushu.duty.routes import days, handover, incidents, items, orders, records, screen, teams

ROUTES = (
    *screen.ROUTES,
    *records.ROUTES,
    *incidents.ROUTES,
    *orders.ROUTES,
    *handover.ROUTES,
    *items.ROUTES,
    *days.ROUTES,
    *teams.ROUTES,
)
