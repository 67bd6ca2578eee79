"""The table of what can be found, and findings themselves."""

from __future__ import annotations

import re

import pytest

from said import accepted
from said.findings import KINDS, LEVELS, Finding, errors

FOUND = Finding("seeds/x/annotations.jsonl", 3, 5, "span-exact", "it is 'a', not 'b'")


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_explained(name: str) -> None:
    kind = KINDS[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert kind.level in range(len(LEVELS))
    assert kind.severity in ("error", "warning", "note")
    assert re.fullmatch(r"\d+\.\d+\.\d+", kind.since)
    assert kind.what[0].isupper()
    assert kind.what.endswith(".")
    assert not kind.remedy[0].isupper()
    assert not kind.remedy.endswith(".")


def test_in_one_line() -> None:
    assert str(FOUND) == (
        "seeds/x/annotations.jsonl:3:5: it is 'a', not 'b'; correct the offsets or the string "
        "[span-exact, X2]"
    )
    assert ": warning: it is" in str(FOUND._replace(softened=True))
    assert "'b'; did you mean c?; correct" in str(FOUND._replace(suggestion="c"))
    assert str(FOUND._replace(message="a\x1b\nb")).startswith(
        "seeds/x/annotations.jsonl:3:5: a\\x1b\\nb; "
    )


def test_softened_errors_are_warnings_and_warnings_stay() -> None:
    assert (FOUND.severity, FOUND._replace(softened=True).severity) == ("error", "warning")
    warning = FOUND._replace(kind="uncovered-mark")
    assert {warning.severity, warning._replace(softened=True).severity} == {"warning"}
    assert errors([FOUND, warning, FOUND._replace(softened=True)]) == [FOUND]


@pytest.mark.parametrize(
    ("version", "since", "softer"),
    [
        ("1.0.0", "1.1.0", True),
        ("1.9.0", "1.10.0", True),
        ("1.1.0", "1.1.0", False),
        ("2.0.0", "1.1.0", False),
        (None, "1.1.0", False),
    ],
)
def test_what_was_accepted_before_a_check_came_in(
    version: str | None, since: str, softer: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "span-exact", KINDS["span-exact"]._replace(since=since))
    versions = {"x": version} if version else {"y": "1.0.0"}
    (found,) = accepted.softened([FOUND], versions)
    assert found.softened is softer
    shared = FOUND._replace(file="seeds/entities.jsonl")
    assert accepted.softened([shared], {"entities.jsonl": "1.0.0"}) == [shared]
