"""The list of what is proven: each mark of a test is a requirement that exists, with the clause that asks for it."""

import re

from hushu.cli.conformance import lines, marks, requirements
from hushu.foundation.places import ROOT


def test_every_mark_of_a_test_names_a_requirement_that_exists() -> None:
    strange = {req for req in marks() if "-" in req} - requirements().keys()
    assert strange == set(), "write them into docs/requirements.toml"


def test_every_threat_of_the_security_page_has_a_test() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bT\d+\b", page)) - marks().keys() == set()


def test_a_line_names_clause_requirement_and_tests() -> None:
    found = {row.split(" | ")[1].split(" ")[0]: row for row in lines()}
    assert found["TEN-1"].startswith(
        "| H0 13.1.5, H0 16.1.1 | TEN-1 A property says of itself once"
    )
    assert "people/test_settings.py" in found["TEN-1"]
    assert found["PPL-6"].startswith("| H1 3.1 4.1.7 | PPL-6 ")
