"""The property's settings (TEN-1): facts that scripts use, figures that other modules count by."""

from typing import Any
from zoneinfo import available_timezones

import msgspec

from hushu.foundation import packs
from hushu.foundation.forms import read
from hushu.foundation.opened import here, setting
from hushu.foundation.templating import at
from hushu.foundation.web import Answer, Web, get, go, page, post
from hushu.people.commands.settings import change_settings, facts
from hushu.people.figures import FIGURES
from hushu.people.forms import SettingsForm

# One form: the facts, and one field for each figure.
WHOLE: Any = msgspec.defstruct(
    "Whole", [(f.key, f.kind) for f in FIGURES], bases=(SettingsForm,), kw_only=True
)
ZONES = sorted(
    (z, z)
    for z in available_timezones()
    if z.count("/") == 1 and not z.startswith(("Etc/", "SystemV/"))
)


@get("/settings", "settings.edit")
async def show_settings(request: Web) -> Answer:
    """The form, also after a refusal."""
    pack = packs.figures(here().kind)
    groups: dict[str, list[dict[str, Any]]] = {}
    for figure in FIGURES:
        default = pack.get(figure.key, figure.default)
        value = setting(figure.key, default)
        line = {
            **msgspec.structs.asdict(figure),
            "value": value,
            "pack": default,
            "own": value != default,
        }
        groups.setdefault(figure.group, []).append(line)
    return page(
        request,
        "people/settings.html",
        facts=await facts(),
        groups=groups,
        zones=ZONES,
    )


@post("/settings", "settings.edit", again=show_settings)
async def change(request: Web) -> Answer:
    """Facts and figures, all or nothing."""
    await change_settings(await read(request, WHOLE))
    return go(request, at("/settings?saved=1"))


ROUTES = (show_settings, change)
