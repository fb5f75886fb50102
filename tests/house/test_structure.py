"""Laws of the house that a reader would otherwise have to check by eye."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hushu.foundation.places import LOCALE, ROOT, TEMPLATES
from hushu.foundation.rights import table
from hushu.foundation.translation import catalogue
from hushu.modules import MODULES

SOURCE = ROOT / "src" / "hushu"
PUBLIC_FACES = {
    "commands",
    "queries",
    "rules",
    "events",
    "module",
    "subjects",
    "secrets",
    "signing_in",
}
HOUSE_WORDS = {"foundation", "layout", "shared"}  # catalogues that every module may speak from
LABEL = re.compile(r'data-label="\{\{ _\((["\'])(.*?)\1\) \}\}"')
DEFS = ast.FunctionDef | ast.AsyncFunctionDef
CALL = re.compile(r"""(?<![\w.])_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


def ids_in_templates() -> Iterator[tuple[str, str]]:
    """Every message id of the templates, with the folder it stands in."""
    for file in TEMPLATES.rglob("*.html"):
        for double, single in CALL.findall(file.read_text(encoding="utf-8")):
            message = (double or single).replace('\\"', '"').replace("\\'", "'")
            yield message, file.relative_to(TEMPLATES).parts[0]


def ids_in_code() -> Iterator[tuple[str, str]]:
    """Every message id marked in code, with the module it stands in."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Name)
                or not node.args
            ):
                continue
            if node.func.id in {"N_", "translate"} and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value), file.relative_to(SOURCE).parts[0]
    for module in MODULES:
        for entry in module.navigation:
            yield entry.label, module.name
            yield entry.group, module.name


def said_by() -> dict[str, set[str]]:
    """Every message id with the modules and folders that say it."""
    found: dict[str, set[str]] = {}
    for message, where in (*ids_in_templates(), *ids_in_code()):
        if message:
            found.setdefault(message, set()).add(where)
    return found


def catalogues() -> dict[str, dict[str, str]]:
    """Every message id with its Chinese in each catalogue that has it."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((LOCALE / "zh_CN").glob("*.po")):
        with file.open("rb") as stream:
            for one in read_po(stream):
                if one.id:
                    found.setdefault(str(one.id), {})[file.stem] = str(one.string)
    return found


def test_the_laws_of_imports_know_every_module_at_its_height() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    between, within = said["contracts"]
    names = [module.name for module in MODULES]
    layers = [layer.strip("()") for layer in between["layers"]]
    assert [layer for layer in reversed(layers) if layer in names] == names
    assert set(layers) - set(names) == {"cli", "app", "modules", "foundation"}
    assert {one.removeprefix("hushu.") for one in within["containers"]} == set(names)


def test_pinyin_is_asked_of_one_place_which_leaves_the_phrases_out() -> None:
    importing = [f.name for f in SOURCE.rglob("*.py") if "from pypinyin" in f.read_text("utf-8")]
    assert importing == ["pinyin.py"], "imported first elsewhere it loads 45 MiB of phrases"


def test_every_word_of_the_pages_has_its_chinese() -> None:
    words = catalogue("zh_CN")
    assert {one: where for one, where in said_by().items() if one not in words} == {}


def test_translations_keep_every_place_of_their_message() -> None:
    places = re.compile(r"%\((\w+)\)")
    wrong = {
        k: v
        for k, v in catalogue("zh_CN").items()
        if set(places.findall(k)) != set(places.findall(v))
    }
    assert wrong == {}


def test_a_word_is_said_in_one_way_whichever_module_says_it() -> None:
    twice = {one: where for one, where in catalogues().items() if len(set(where.values())) > 1}
    assert twice == {}


def test_a_module_says_its_own_words_or_the_houses_never_a_neighbours() -> None:
    """The neighbour's may mean something else: a doctor's certificate was once headed as one of destruction."""
    at_home = {
        message: {file.split("_")[0] for file in where} for message, where in catalogues().items()
    }
    borrowed = {
        message: places - at_home[message]
        for message, places in said_by().items()
        if not at_home[message] & HOUSE_WORDS and places - at_home[message]
    }
    assert borrowed == {}


def test_catalogues_are_one_small_file_a_module() -> None:
    assert {f.stem for f in (LOCALE / "zh_CN").glob("*.po")} >= {"layout", "people", "desk"}


def test_the_rights_table_knows_every_right_that_a_module_names() -> None:
    known = {right.action for right in table().right}
    named = {entry.right for module in MODULES for entry in module.navigation}
    named |= {right for module in MODULES for right in module.rights}
    assert named - known == set()
    for right in table().right:
        assert set(right.roles) <= set(table().roles), right.action


@pytest.mark.parametrize(
    "file", sorted(SOURCE.rglob("*.py")), ids=lambda f: str(f.relative_to(SOURCE))
)
def test_files_and_functions_stay_habitable(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [n for n in ast.walk(node) if isinstance(n, DEFS) and n is not node]
            nested = sum((n.end_lineno or 0) - n.lineno + 1 for n in inner)
            assert (node.end_lineno or 0) - node.lineno - nested < 42, node.name


def test_templates_stay_short() -> None:
    long = {
        str(f.relative_to(TEMPLATES)): n
        for f in TEMPLATES.rglob("*.html")
        if (n := f.read_text().count("\n")) > 120
    }
    assert long == {}


def test_a_cell_on_the_phone_is_headed_as_its_column_is() -> None:
    strange = {}
    for file in TEMPLATES.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        headed = {double or single for double, single in CALL.findall(LABEL.sub("", text))}
        labels = {words for _, words in LABEL.findall(text)}
        strange |= {str(file.relative_to(TEMPLATES)): labels - headed} if labels - headed else {}
    assert strange == {}


def test_no_page_carries_inline_script_or_style() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:|<style", re.IGNORECASE
    )
    found = {
        str(f.relative_to(TEMPLATES)): inline.findall(f.read_text(encoding="utf-8"))
        for f in TEMPLATES.rglob("*.html")
        if "print" not in str(f.relative_to(TEMPLATES))
        and f.name != "paper.html"  # papers have no policy
        and inline.search(f.read_text(encoding="utf-8"))
    }
    assert found == {}


def test_modules_reach_into_each_other_only_by_their_public_faces() -> None:
    names = {module.name for module in MODULES}
    wrong = []
    for name in names:
        for file in (SOURCE / name).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.ImportFrom)
                    and node.module
                    and node.module.startswith("hushu.")
                ):
                    parts = node.module.split(".")
                    if parts[1] in names - {name}:
                        faces = {parts[2]} if len(parts) > 2 else {a.name for a in node.names}
                        if faces - PUBLIC_FACES:
                            wrong.append(f"{file.relative_to(SOURCE)}: {node.module}")
    assert wrong == []


def test_the_setting_of_the_property_is_written_in_few_places() -> None:
    holders = {
        str(f.relative_to(SOURCE))
        for f in SOURCE.rglob("*.*")
        if f.suffix in {".py", ".sql"} and "hushu.property" in f.read_text(encoding="utf-8")
    }
    assert holders == {"foundation/protect.sql", "foundation/tenancy.py"}


def test_every_module_introduces_itself() -> None:
    for module in MODULES:
        assert ast.get_docstring(ast.parse((SOURCE / module.name / "__init__.py").read_text())), (
            module.name
        )
