"""The changelog says what `said diff` says of the version that is open."""

from typer.testing import CliRunner

from said.cli import app
from said.system.places import SOURCE_ROOT

CHANGELOG = SOURCE_ROOT / "CHANGELOG.md"


def test_the_changelog_has_the_comparison_with_the_last_closed_version():
    run = CliRunner().invoke(app, ["diff", "1.0.0", "2.0.0", "--markdown"])
    assert run.exit_code == 0, run.output
    heading, _, comparison = run.output.partition("\n\n")
    assert heading == "## 2.0.0"
    assert comparison.strip() in CHANGELOG.read_text(encoding="utf-8"), (
        "replace the part by what said diff 1.0.0 2.0.0 --markdown prints"
    )
