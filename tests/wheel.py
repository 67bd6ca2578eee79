"""Installs the built wheel into an empty environment outside the checkout and loads from it.

Run by `make wheel-test` and by CI, after the tests. The environment gets what the lock file names,
with its hashes, and the wheel; nothing of the checkout is on its path. Then the corpus of
`docs/tutorial.md` is made with it in an empty folder.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from said.annotators.learned.folder import rules_digest
from steps import carry_out_all

PROJECT = Path(__file__).parent.parent

USE = """
import os, sys
from pathlib import Path
os.environ["HF_HUB_OFFLINE"] = "1"
import said
from datasets import ClassLabel, disable_progress_bars, load_dataset

disable_progress_bars()
where = Path(said.__file__).resolve()
assert "site-packages" in where.parts, where
assert Path(said.path()).is_relative_to(where.parent), said.path()
for config in (
    *("documents", "quotes", "speakers", "dates"),
    *("stances", "utterances", "pairs", "tokens"),
):
    for streaming in (False, True):
        data = load_dataset(said.path(), config, streaming=streaming, cache_dir=sys.argv[1])
        rows = {split: len(list(rows)) for split, rows in data.items()}
        print(config, "streaming" if streaming else "plain", rows)
quotes = load_dataset(said.path(), "quotes", split="train", cache_dir=sys.argv[1])
assert isinstance(quotes.features["type"], ClassLabel)

from said.system.places import data_file
for name in ("schema", "GUIDELINES.md", "CONTRIBUTING.md"):
    assert data_file(name).is_relative_to(where.parent), name

from said import lexicon
for name in lexicon.FILES:
    assert lexicon.sections(name), name
from said.annotators.learned.folder import rules_digest
assert rules_digest("quotes") == sys.argv[2], "models of the checkout do not fit the wheel"
found = said.annotate("“We lost,” pilot Jonas Berg said on May 3, 2024.", layers="quotes,dates")
assert [one["layer"] for one in found] == ["quote", "speaker", "date"], found

from said.site.build import Site, write_site
from said.site.sources import read_released
site = Path(sys.argv[1]) / "site"
count = write_site(Site("", "", ""), read_released(Path(said.path())), site, 0, lambda *_: None)
assert count and (site / "assets" / "said.css").is_file(), count
"""


def environment_of(folder: Path) -> dict[str, str]:
    """The environment in which the programs that were installed are the first on the path, and
    nothing of the checkout is on Python's."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment["PATH"] = f"{folder / 'env' / 'bin'}{os.pathsep}{environment['PATH']}"
    environment |= {"HF_HOME": str(folder / "cache"), "HF_HUB_OFFLINE": "1"}
    # What is printed to standard error stands in its place, and no bar in between.
    return environment | {"HF_DATASETS_DISABLE_PROGRESS_BARS": "1", "PYTHONUNBUFFERED": "1"}


def run(*command: str | Path, cwd: Path) -> None:
    """Runs a command that must succeed, without the checkout on Python's path."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run(list(map(str, command)), cwd=cwd, env=environment, check=True)


def main() -> None:
    """Builds, installs and uses the wheel in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="said-wheel-") as name:
        folder = Path(name)
        pip = ["-m", "pip", "--quiet", "--disable-pip-version-check"]
        build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, PROJECT]
        run(sys.executable, *pip, *build, cwd=folder)
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / "bin" / "python"
        locked = ["install", "--require-hashes", "-r", PROJECT / "requirements.lock"]
        run(python, *pip, *locked, cwd=folder)
        run(python, *pip, "install", "--no-deps", wheel, cwd=folder)
        run(python, "-c", USE, folder / "cache", rules_digest("quotes"), cwd=folder)
        run(folder / "env" / "bin" / "said", "path", cwd=folder)
        run(folder / "env" / "bin" / "said", "stats", "--json", cwd=folder)
        run(folder / "env" / "bin" / "said", "explain", "X2", "span-exact", cwd=folder)
        harbour = folder / "harbour"
        harbour.mkdir()
        tutorial = (PROJECT / "docs" / "tutorial.md").read_text(encoding="utf-8")
        for printed in carry_out_all(harbour, tutorial, environment_of(folder)):
            sys.stdout.write(printed)
    sys.stdout.write("the wheel loads\n")


if __name__ == "__main__":
    main()
