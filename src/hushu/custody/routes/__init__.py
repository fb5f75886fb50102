"""Pages of custody, one file a noun."""

from hushu.custody.routes import account, board, counting, lending, radios, reports, things

ROUTES = (
    *board.ROUTES,
    *lending.ROUTES,
    *counting.ROUTES,
    *things.ROUTES,
    *account.ROUTES,
    *radios.ROUTES,
    *reports.ROUTES,
)
