"""Every page and deed of the desk."""

from hushu.desk.routes import board, figures, log, matters, messages, morning

ROUTES = (
    *board.ROUTES,
    *log.ROUTES,
    *messages.ROUTES,
    *matters.ROUTES,
    *morning.ROUTES,
    *figures.ROUTES,
)
