"""Every page and deed of documents."""

from hushu.documents.routes import (
    check,
    copies,
    drafting,
    handling,
    incoming,
    office,
    register,
    showing,
)

ROUTES = (
    *register.ROUTES,
    *drafting.ROUTES,
    *incoming.ROUTES,
    *office.ROUTES,
    *showing.ROUTES,
    *handling.ROUTES,
    *copies.ROUTES,
)
PUBLIC = check.PUBLIC
