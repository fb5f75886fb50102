"""The manifest of people."""

from hushu.foundation.module import Module
from hushu.people import routes
from hushu.people.commands import unpack_posts

MODULE = Module(
    name="people",
    title="People",
    routes=(routes.rights_page,),
    public=(routes.sign_in_page, routes.sign_in, routes.sign_out),
    rights=("property.enter",),
    unpack=unpack_posts,
)
