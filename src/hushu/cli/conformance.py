"""docs/conformance.md: each requirement line with its handbook clauses, and the tests whose marks say that they prove it."""

import ast
import re
import tomllib
from collections import defaultdict

import msgspec

from hushu.foundation.places import ROOT

HEAD = """# Conformance

Made from the marks of the tests and `requirements.toml` (`./hushu conformance`): a line stands here because a test carries it.
H0 to H4 are the handbooks the product follows; a bare number after H0 is a clause of its third chapter. T lines are threats,
which no handbook knows.

| handbook clause | requirement | proven by |
|---|---|---|
"""
UNPROVEN = "\nNo test carries these yet: "


class Requirement(msgspec.Struct, frozen=True):
    """What the product must do, in our own words, and the clauses that ask it."""

    what: str
    clauses: tuple[str, ...] = ()


def write() -> int:
    """Writes the list anew; gives 0."""
    target = ROOT / "docs" / "conformance.md"
    left = sorted(requirements().keys() - marks().keys(), key=_order)
    tail = f"{UNPROVEN}{', '.join(left)}.\n" if left else ""
    target.write_text(HEAD + "\n".join(lines()) + "\n" + tail, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(lines())} requirement lines")
    return 0


def lines() -> list[str]:
    """One row a requirement, in the order of their IDs."""
    found, known = marks(), requirements()
    rows = []
    for req in sorted(found, key=_order):
        asked = known.get(req, Requirement(""))
        tests = "<br>".join(sorted(found[req]))
        rows.append(f"| {', '.join(asked.clauses)} | {f'{req} {asked.what}'.strip()} | {tests} |")
    return rows


def requirements() -> dict[str, Requirement]:
    """Every requirement line that is known, by its ID."""
    text = (ROOT / "docs" / "requirements.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Requirement])


def marks() -> dict[str, set[str]]:
    """Requirement ID to the tests that carry it, read from the source without running it."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            for req in _requirements(node):
                found[req].add(
                    f"`{file.relative_to(ROOT / 'tests')}` {node.name.replace('_', ' ')}"
                )
    return found


def _requirements(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[str]:
    found = []
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.req":
            found += [str(arg.value) for arg in mark.args if isinstance(arg, ast.Constant)]
    return found


def _order(req: str) -> tuple[str, int]:
    match = re.match(r"([A-Z]+)-?(\d+)", req)
    return (match[1], int(match[2])) if match else (req, 0)
