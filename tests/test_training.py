"""The example of `docs/training.md` is carried out, on invented articles in PolNeAR's layout."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from learn.making import VERBS, article
from said.system.places import PACKAGE
from steps import blocks_and_steps, carry_out_all

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parent.parent / "docs" / "training.md").read_text(encoding="utf-8")


def write_polnear(folder: Path, first: int, after: int) -> None:
    """Articles as PolNeAR has them, with an attribution for each quote."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    for number in range(first, after):
        row = article(str(number), [*VERBS, "said"])
        stem = f"norrvik-post_2017-03-{1 + number:02}_invented-article"
        (folder / "text" / f"{stem}.txt").write_text(row["text"].rstrip())
        lines = []
        for at, quote in enumerate(row["quotes"]):
            roles = {"Content": quote["content"], "Cue": quote["cue"], "Source": quote["source"]}
            for place, (role, (span,)) in enumerate(roles.items(), 3 * at + 1):
                lines.append(f"T{place}\t{role} {span['start']} {span['end']}\t{span['exact']}\n")
            content, cue, source = (f"T{3 * at + n}" for n in (1, 2, 3))
            event = f"Attribution:{cue} Content:{content} Cue:{cue} Source:{source}"
            lines.append(f"E{at + 1}\t{event}\n")
        (folder / "attributions" / f"{stem}_a1.ann").write_text("".join(lines))


def test_the_example_is_carried_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(PACKAGE.parent))
    write_polnear(tmp_path / "mine", 0, 12)
    write_polnear(tmp_path / "others", 12, 18)
    printed = list(carry_out_all(tmp_path, PAGE))
    assert len(printed) == len(re.findall(r"^\$ ", PAGE, re.M))
    assert json.loads((tmp_path / "model" / "model.json").read_text())["convention"] == "polnear"
    (gain,) = re.findall(r"│ cue +│ exact F1 +│ (\S+)", "".join(printed))
    assert float(gain) > 50
    (tags,) = (tmp_path / "tags").glob("*.conllup")
    assert "B" in tags.read_text()


def test_every_block_of_the_example_is_a_step() -> None:
    blocks, steps = blocks_and_steps(PAGE)
    assert blocks == steps
