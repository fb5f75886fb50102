"""Jinja: one environment a language, autoescape always on, undefined names are faults."""

import ast
import hashlib
import re
import shutil
from contextlib import suppress
from functools import lru_cache
from typing import Any
from uuid import UUID

import jinja2
import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from hushu.foundation import filters
from hushu.foundation.opened import here
from hushu.foundation.places import CODE, STATIC, TEMPLATES
from hushu.foundation.settings import settings
from hushu.foundation.translation import DEFAULT, locale_here, translate

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # no compiled part on this platform
    from markupsafe._native import _escape_inner

CONSTANT = re.compile(r"""(?<![\w.])(_|asset)\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)""")


class Folded(Extension):
    """Fixed words and fixed addresses are put in when a template is compiled, once a language, not at every rendering."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The source with each `_("words")` and `asset("path")` replaced by its value as a literal."""
        locale = getattr(self.environment, "locale", DEFAULT)

        def fold(call: re.Match[str]) -> str:
            fixed = ast.literal_eval(call[2])
            value = asset(fixed) if call[1] == "asset" else translate(fixed, locale)
            return msgspec.json.encode(value).decode()

        return CONSTANT.sub(fold, source)


def quick_escape(value: Any) -> str:
    """What autoescape does, without making a Markup of every cell: the pieces are joined and sent at once."""
    if type(value) is str:
        return _escape_inner(value)
    if type(value) is Markup:
        return value
    return str(escape(value))


class QuickCode(CodeGenerator):
    """Compiles `{{ value }}` to the quick escape; everything else is Jinja's own."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            raise NotImplementedError("every template of the house is autoescaped")
        self.write("environment.quick_escape(")
        if finalize.src is not None:
            self.write(finalize.src)


class HouseTemplate(Template):
    """A template whose globals are the environment's alone: nothing is added to them when it is loaded."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        """What others import without context is made once, without comparing all globals at every import."""
        return super()._get_default_module()


class HouseEnvironment(Environment):
    """An environment of one language."""

    locale: str = DEFAULT
    code_generator_class = QuickCode
    template_class = HouseTemplate
    quick_escape = staticmethod(quick_escape)


class Kept(FileSystemBytecodeCache):
    """Compiled pages kept from one start to the next: compiling all of them takes longer than the rest of a start."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """A full or read-only disk costs time, never a page."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled(locale: str) -> Kept | None:
    """Where compiled pages of that language lie: in a folder named after all that is folded into them, old ones removed."""
    folder = settings().data / "compiled" / f"{_code_mark()}-{static_mark()}-{locale}"
    try:
        if not folder.exists():
            for old in folder.parent.glob(f"*-{locale}"):
                shutil.rmtree(old, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return Kept(str(folder))


@lru_cache(maxsize=1)
def _code_mark() -> str:
    """A mark of the house's own code and words."""
    digest = hashlib.sha256(jinja2.__version__.encode())
    for file in sorted(CODE.rglob("*")):
        if file.suffix in {".py", ".po"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=4)
def environment(locale: str = DEFAULT) -> HouseEnvironment:
    """The environment of pages and printed papers in that language."""
    made = HouseEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=[Folded],
        bytecode_cache=compiled(locale),
    )
    made.locale = locale
    made.globals |= {"_": translate, "at": at, "asset": asset, "dom_id": dom_id, "kept": kept}
    made.filters |= filters.FILTERS
    return made


def compile_all() -> None:
    """Every page compiled before somebody waits for it."""
    made = environment()
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)


@pass_context
def kept(context: Context, template: str, *marks: Any, **given: Any) -> Markup:
    """A piece of a page made once for all that its `marks` name, everything it depends on; the oldest pieces go.

    given: what the piece is told besides what the page knows.
    """
    locale = locale_here()
    key = (template, locale, *marks)
    found = _pieces.pop(key, None)
    if found is None:
        made = environment(locale).get_template(template).render({**context.get_all(), **given})
        found = Markup(made)  # noqa: S704 (our own template)
        if len(_pieces) >= MOST_PIECES:
            _pieces.pop(next(iter(_pieces)))
    _pieces[key] = found
    return found


_pieces: dict[tuple[Any, ...], Markup] = {}
MOST_PIECES = 1500


def render(template: str, context: dict[str, Any]) -> str:
    """The template filled in, in the language of whoever looks. Raises jinja2 errors, which are faults of ours."""
    return environment(locale_here()).get_template(template).render(context)


def at(path: str = "") -> str:
    """The URL of a path inside the open property: `at("/log")` is `/p/harbour/log`."""
    return f"/p/{here().slug}{path}"


@lru_cache(maxsize=1)
def static_mark() -> str:
    """A mark of all static files together: they import each other, so they are kept and renewed together."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(STATIC)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=512)
def asset(path: str) -> str:
    """A static file's URL with the mark in it, so that browsers may keep it for good."""
    return f"/static/{static_mark()}/{path}"


def dom_id(thing: Any, suffix: str = "") -> str:
    """The id of a thing's element: its kind, its id, and which part (`line_0197_clock`)."""
    name = type(thing).__name__.lower()
    identity = thing.id if isinstance(getattr(thing, "id", None), UUID | int | str) else thing
    return f"{name}_{identity}{'_' if suffix else ''}{suffix}"
