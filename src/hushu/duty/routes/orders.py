"""Orders from above (DUTY-3)."""

from uuid import UUID

from hushu.duty.commands.orders import finish_order, give_order
from hushu.duty.forms import DoneForm, OrderForm
from hushu.duty.queries.orders import orders
from hushu.duty.queries.setup import setup
from hushu.foundation import clock
from hushu.foundation.forms import read
from hushu.foundation.opened import here
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post


@get("/duty/orders", "duty.read")
async def orders_page(request: Web) -> Answer:
    """All orders; also after a refusal."""
    return page(
        request, "duty/orders.html", orders=await orders(), teams=[(one.team, one.name) for one in (await setup()).teams],
        today=clock.today(), may_order=here().may("duty.order"), may_write=here().may("duty.write"),
    )  # fmt: skip


@post("/duty/orders", "duty.order", again=orders_page)
async def give(request: Web) -> Answer:
    """A new order."""
    form = await read(request, OrderForm)
    await give_order(form.words, form.team, form.until)
    return go(request, at("/duty/orders"))


@post("/duty/orders/{order_id:uuid}", "duty.write", again=orders_page)
async def finish(request: Web, order_id: UUID) -> Answer:
    """It is carried out."""
    form = await read(request, DoneForm)
    await finish_order(order_id, form.words)
    return go(request, at("/duty/orders"))


ROUTES = (orders_page, give, finish)
