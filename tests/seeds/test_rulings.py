"""The rulings of a corpus: where each begins, what it is called, which rules it cites."""

from __future__ import annotations

from pathlib import Path

import pytest

import harbour
import said
from cli.running import run
from each_case import each_case
from said.seeds.rulings import Ruling, read_rulings, read_rulings_file
from said.system.places import Checkout

FILE = """# Rulings

All of it is on harbours (T3).
And this belongs to it.

- A pilot is a person (S2).

  She is one also here.
- A pier is none (S2, X4).
1. An item.
| a | table |

<!--
## H0: a comment (Q2)
-->

## H1: log books (Q2)

A log book says what it says.

### More

- as here

```
## no heading
```

## H2

Not Q22, not T3x, but Q2.
"""


@pytest.fixture
def rulings(tmp_path: Path) -> list[Ruling]:
    (tmp_path / "rulings.md").write_text(FILE)
    found, findings = read_rulings_file(tmp_path / "rulings.md", "seeds/rulings.md")
    assert findings == []
    return found


def test_each_has_its_place_and_its_text(rulings: list[Ruling]) -> None:
    assert [(one.line, one.heading, one.text.split("\n")[-1]) for one in rulings] == [
        (3, "", "And this belongs to it."),
        (6, "", "  She is one also here."),
        (9, "", "- A pier is none (S2, X4)."),
        (10, "", "| a | table |"),
        (17, "H1: log books (Q2)", "```"),
        (29, "H2", "Not Q22, not T3x, but Q2."),
    ]
    assert rulings[4].text.startswith("## H1: log books (Q2)\n\nA log book")


@each_case(
    ("rule", "lines"), [("Q2", [17, 29]), ("S2", [6, 9]), ("X4", [9]), ("T3", [3]), ("Q22", [29])]
)
def test_the_rules_that_they_cite(rule: str, lines: list[int], rulings: list[Ruling]) -> None:
    assert [one.line for one in rulings if one.cites(rule)] == lines


@each_case(
    ("name", "lines"),
    [
        ("h1", [17]),
        ("H1: log books (Q2)", [17]),
        ("H2", [29]),
        ("H", []),
        ("H1: lo", []),
    ],
)
def test_what_they_are_called(name: str, lines: list[int], rulings: list[Ruling]) -> None:
    assert [one.line for one in rulings if one.is_called(name)] == lines


@each_case("text", ["<!--" * 100_000, "#" * 100_000, "- " * 50_000, "\n" * 100_000, "```\n# x"])
def test_odd_files_are_read_at_once(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("odd") / "rulings.md"
    file.write_text(text)
    assert isinstance(read_rulings_file(file, "rulings.md")[0], list)


@pytest.fixture
def corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Checkout:
    made = harbour.copy(tmp_path)
    assert run(capsys, "fmt", made.root).status == 0
    (made.seeds / "rulings.md").write_text(FILE)
    (topic,) = [one for one in (made.seeds / "topics").iterdir() if one.is_dir()]
    (topic / "rulings.md").write_text("# Harbours\n\n## Z1 (Q2)\n\nOf this topic.\n")
    monkeypatch.chdir(made.seeds)
    return made


def test_explain_shows_them_below_the_rule(
    corpus: Checkout, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(said.validate(corpus.root)) == []
    status, out, err = run(capsys, "explain", "Q2")
    assert (status, err) == (0, "")
    rule, _, shown = out.partition("\nRulings of this corpus on Q2\n\n")
    assert rule.startswith("Q2 (")
    assert shown.startswith("seeds/rulings.md:17\n\n## H1: log books (Q2)\n")
    (topic,) = (corpus.seeds / "topics").iterdir()
    assert f"\nseeds/topics/{topic.name}/rulings.md:3\n\n## Z1 (Q2)\n\nOf this topic.\n" in shown
    assert run(capsys, "explain", "Z1").out.endswith("## Z1 (Q2)\n\nOf this topic.\n")
    failed = run(capsys, "explain", "H3")
    assert failed.err.startswith("error: 'H3' is neither a finding nor a rule, nor the heading of")
    assert "Rulings" not in run(capsys, "explain", "D9").out
    monkeypatch.chdir("/")
    assert run(capsys, "explain", "Q2").out == rule


def test_a_file_that_cannot_be_read_is_reported(
    corpus: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus.seeds / "rulings.md").write_bytes(b"# Rulings\n\nCaf\xe9 (Q2)\n")
    status, out, err = run(capsys, "explain", "Q2")
    assert status == 0
    assert err.startswith("seeds/rulings.md:3:4: byte 0xe9 is not UTF-8")
    assert "## Z1 (Q2)" in out
    assert [(one.file, one.kind) for one in said.validate(corpus.root)] == [
        ("seeds/rulings.md", "utf8")
    ]


def test_a_link_is_not_followed(corpus: Checkout, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("## S1 (Q2)\n")
    (corpus.seeds / "rulings.md").unlink()
    (corpus.seeds / "rulings.md").symlink_to(tmp_path / "secret")
    assert all(one.file != "seeds/rulings.md" for one in read_rulings(corpus)[0])
    assert {one.kind for one in said.validate(corpus.root)} == {"symbolic-link"}


@each_case(
    ("name", "meant"),
    [("Rulings.md", "rulings.md"), ("ruling.md", "rulings.md")],
)
def test_a_name_that_is_nearly_right_is_reported(
    name: str, meant: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("corpus")
    corpus = harbour.copy(root)
    (corpus.seeds / name).write_text("## H1 (Q2)\n")
    found = [one for one in said.validate(root) if one.file == f"seeds/{name}"]
    assert [one.kind for one in found] == ["misnamed-file"]
    assert found[0].suggestion == meant
