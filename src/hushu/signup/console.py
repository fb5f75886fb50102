"""Pages of the company's console."""

import secrets
from uuid import UUID

from hushu.foundation.company import at_company, company_get, company_page, company_post
from hushu.foundation.forms import read
from hushu.foundation.web import Answer, Web, go
from hushu.signup import commands, queries
from hushu.signup.forms import HeadquartersForm, PropertyForm


@company_get("/", "company.read")
async def console_page(request: Web) -> Answer:
    """The company and its properties; whoever is not an administrator sees the company alone."""
    return company_page(
        request,
        "signup/console.html",
        card=await queries.company_card(),
        properties=await queries.company_properties(),
    )


@company_get("/properties/new")
async def new_property_page(request: Web) -> Answer:
    """The form of a further property; also after a refusal."""
    return company_page(request, "signup/new_property.html", card=await queries.company_card())


@company_post("/properties", again=new_property_page)
async def add_property(request: Web) -> Answer:
    """A further property, ready to be used; straight to its desk (TEN-1, TEN-2)."""
    form = await read(request, PropertyForm)
    slug = await commands.add_property(form.facts(), phone=form.phone)
    return go(request, f"/p/{slug}/")


@company_get("/people")
async def people_page(request: Web) -> Answer:
    """Accounts of headquarters and where they may read, and the form of another; also after a refusal."""
    return company_page(
        request, "signup/people.html", people=await queries.headquarters_people(), made=None
    )


@company_post("/people", again=people_page)
async def add_person(request: Web) -> Answer:
    """A new account; its first password is shown this once and is changed at the first sign-in."""
    form = await read(request, HeadquartersForm)
    password = secrets.token_urlsafe(9)
    username = await commands.add_headquarters_account(form.name, form.username, password)
    made = {"name": form.name, "username": username, "password": password}
    shown = company_page(
        request, "signup/people.html", people=await queries.headquarters_people(), made=made
    )
    shown.headers.update({"HX-Retarget": "body", "HX-Reswap": "morph:innerHTML"})
    return shown


@company_post("/people/{account:uuid}/closing")
async def close_person(request: Web, account: UUID) -> Answer:
    """Ends an account of headquarters."""
    await commands.close_headquarters_account(account)
    return go(request, at_company("/people"))


CONSOLE = (console_page, new_property_page, add_property, people_page, add_person, close_person)
