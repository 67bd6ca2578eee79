"""The table of what can be found, and findings themselves."""

from __future__ import annotations

import re

import pytest

from each_case import each_case
from said.findings.catalogue import KINDS, LEVELS, MOST, Finding, errors, first_of, refuse_errors
from said.seeds import accepted

FOUND = Finding("seeds/x/annotations.jsonl", 3, 5, "span-exact", "it is 'a', not 'b'")


@each_case("name", KINDS)
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


FILES = {f"seeds/x/{name}": "0" for name in ("raw.txt", "document.json", "annotations.jsonl")}
NOTES = "seeds/x/decided.jsonl"


@pytest.mark.parametrize(
    ("version", "since", "softer"),
    [
        ("1.0.0", "1.1.0", True),
        ("1.9.0", "1.10.0", True),
        ("1.1.0", "1.1.0", False),
        ("2.0.0", "1.1.0", False),
    ],
)
def test_what_was_accepted_before_a_check_came_in(
    version: str, since: str, softer: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "span-exact", KINDS["span-exact"]._replace(since=since))
    closed = [accepted.Accepted(version, FILES)]
    (found,) = accepted.soften_findings([FOUND], FILES, closed)
    assert found.softened is softer
    shared = FOUND._replace(file="seeds/entities.jsonl")
    everything = {**FILES, shared.file: "0"}
    assert accepted.soften_findings(
        [shared], everything, [accepted.Accepted("0.0.1", everything)]
    ) == [shared]


@pytest.mark.parametrize("name", [*FILES, NOTES])
@pytest.mark.parametrize("digest", ["1", None])
def test_a_document_that_was_changed_is_asked_for_everything(
    name: str, digest: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "span-exact", KINDS["span-exact"]._replace(since="1.1.0"))
    found = FOUND._replace(file=name)
    files = {**FILES, NOTES: "0"}
    closed = [accepted.Accepted("1.0.0", files)]
    assert accepted.soften_findings([found], files, closed)[0].softened
    changed = {one: sha for one, sha in files.items() if one != name}
    if digest:
        changed[name] = digest
    assert accepted.soften_findings([found], changed, closed) == [found]
    elsewhere = FOUND._replace(file="seeds/x/annotations.jsonl")
    assert accepted.soften_findings([elsewhere], changed, closed)[0].softened is (name == NOTES)


def test_errors_stop_and_warnings_do_not() -> None:
    warning, note = FOUND._replace(kind="uncovered-mark"), FOUND._replace(kind="not-checked")
    refuse_errors([warning, note, FOUND._replace(softened=True)], AssertionError)
    with pytest.raises(ValueError, match="span-exact") as told:
        refuse_errors([warning, FOUND, note], ValueError)
    assert told.value.args == ([FOUND],)


def test_no_number_of_warnings_hides_an_error() -> None:
    warnings = [FOUND._replace(kind="uncovered-mark", line=n) for n in range(MOST + 5)]
    *told, note = first_of([*warnings, FOUND], FOUND.file)
    assert told == [*warnings[:MOST], FOUND]
    assert (note.severity, note.line) == ("note", FOUND.line)
    assert first_of(warnings[:MOST], FOUND.file) == warnings[:MOST]
    assert len(first_of([FOUND] * 10 * MOST, FOUND.file)) == MOST + 1
