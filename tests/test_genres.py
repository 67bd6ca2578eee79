"""The annotators do not get worse on the texts of many genres.

`tests/genres/figures.json` is what `benchmarks/genres.py tests/genres --json` printed last.
"""

import json
import subprocess
import sys

from said.system.places import SOURCE_ROOT

SCRIPT, TEXTS = SOURCE_ROOT / "benchmarks/genres.py", SOURCE_ROOT / "tests/genres"


def test_no_genre_has_fewer_right():
    command = [sys.executable, str(SCRIPT), str(TEXTS), "--json"]
    measured = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    stored = json.loads((TEXTS / "figures.json").read_text())
    assert measured.keys() == stored.keys()
    fewer = {
        (genre, part): (measured[genre].get(part, 0), count)
        for genre, counts in stored.items()
        for part, count in counts.items()
        if part.endswith(" right") and measured[genre].get(part, 0) < count
    }
    assert not fewer, "see why; if it is a trade worth making, store the new figures"
