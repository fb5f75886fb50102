"""docs/conformance.md: each requirement line, and the tests whose marks say that they prove it."""

import ast
import re
from collections import defaultdict

from hushu.foundation.places import ROOT

HEAD = """# Conformance

Made from the marks of the tests (`./hushu conformance`); a line stands here because a test carries its ID.

| requirement | proven by |
|---|---|
"""


def write() -> int:
    """Writes the list anew; gives 0."""
    target = ROOT / "docs" / "conformance.md"
    target.write_text(HEAD + "\n".join(lines()) + "\n", encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(lines())} requirement lines")
    return 0


def lines() -> list[str]:
    """One row a requirement, in the order of their IDs."""
    found = marks()
    return [f"| {req} | {'<br>'.join(sorted(found[req]))} |" for req in sorted(found, key=_order)]


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
