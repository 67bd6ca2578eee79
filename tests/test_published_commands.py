"""Every command that the project publishes is run, on a small corpus and on small invented data.

A command is a line of a `sh` block, or a piece of inline code that begins with one of our programs.
What follows in capitals or `<…>` stands for something of the reader's: `EXAMPLES` says what is put
there. A command that nothing here knows how to run fails the test. Those of `console` blocks are
run by `test_contributing.py`, Python by `test_readme.py`.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from layouts import WRITERS, write_layout
from learn.making import articles, write_rows
from said.cli import app

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
DOCUMENTS = [
    *("README.md", "CONTRIBUTING.md", "GUIDELINES.md", "FINDINGS.md", "dataset_card.md"),
    *("docs/api.md", "docs/corpora.md", "docs/pages.md", "docs/recipes.md"),
    *("docs/training.md", "docs/tutorial.md"),
    "builders/said/edit/templates/README.md",
    *("LICENSE-DATA.md", ".github/pull_request_template.md", "benchmarks/README.md"),
    *sorted(file.relative_to(PROJECT).as_posix() for file in PROJECT.glob("benchmarks/*.py")),
]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
PROGRAM = re.compile(
    r"(\w+=\S+ )*(\.venv/bin/|(said|make|python3?|pip|uv|git|apt|pytest)( |$)"
    r"|\.ci/run|(tests|benchmarks)/\S+\.py( .*)?$)"
)
PLACEHOLDER = re.compile(r"(?<![\w-])[A-Z]{2,}\w*|(?<= )[A-Z](?!\S)|<\w+>|\[|\.\.\.")

EXAMPLES = {
    "said annotate --layer dates,quotes --dct DATE FILE": {"DATE": "2024-05-15", "FILE": "new.txt"},
    "said annotate FILE... --layer quotes,dates --dct 2024-05-15": {"FILE...": "new.txt"},
    "said annotate seeds --layer dates,stances --out DIR": {"DIR": "dist/drafts"},
    "said coverage <doc_id>": {"<doc_id>": "003_bf3454ffed0dd5e7"},
    "said diff OLD NEW --markdown": {"OLD": "0.1.0", "NEW": "1.0.0"},
    "said explain NAME": {"NAME": "span-exact"},
    "said export FORMAT <doc_id>": {"FORMAT": "cas", "<doc_id>": "003_bf3454ffed0dd5e7"},
    "said import FORMAT FILE --into seeds/<doc_id>": {
        "FORMAT": "brat",
        "FILE": "003_bf3454ffed0dd5e7.ann",
        "<doc_id>": "003_bf3454ffed0dd5e7",
    },
    **{
        f"said import {name} FOLDER --into seeds/": {"FOLDER": f"data/public/{name}"}
        for name in WRITERS
    },
    "said import polnear FOLDER --into seeds/ --as said": {"FOLDER": "data/public/polnear"},
    "said import labelstudio project.json --into seeds/<doc_id> --annotator anna --pass a": {
        "<doc_id>": "003_bf3454ffed0dd5e7"
    },
    "said train speakers seeds tests/genres/open --out MODEL": {
        "tests": f"{PROJECT}/tests",
        "MODEL": "dist/speakers",
    },
    "python benchmarks/stances.py tests/annotators/stance/sentences": {
        "tests": f"{PROJECT}/tests",
    },
    "said init --name harbour": {"init": "init ../harbour"},
    "said new ARTICLE.txt": {"ARTICLE": "article"},
    "said reanchor DOC new.txt": {"DOC": "003_bf3454ffed0dd5e7"},
    "said train quotes articles --out model --curve": {"articles": "articles.jsonl"},
    "said site annotated.parquet --out DIR": {"DIR": "dist/pages"},
    "said train speakers DATA --out MODEL": {"DATA": "seeds", "MODEL": "speaker-model"},
    "said annotate article.txt --layer quotes --model MODEL --model SPEAKER_MODEL": {
        "--model MODEL": "--model model",
        "SPEAKER_MODEL": "speaker-model",
    },
    "said import polnear mine --into articles/seeds --as said": {
        "mine --into articles/seeds": "data/public/polnear --into seeds/"
    },
    "said restore FOLDER --texts DIR": {"FOLDER": "without", "DIR": "seeds"},
    "said score GOLD SYSTEM --measure attribution": {"GOLD": "gold", "SYSTEM": "a"},
    "said score GOLD SYSTEM --measure tempeval3": {"GOLD": "gold", "SYSTEM": "a"},
    "said score GOLD SYSTEM OTHER --measure tempeval3": {
        "GOLD SYSTEM OTHER": "gold a b",
    },
    "said score GOLD SYSTEM": {"GOLD": "gold", "SYSTEM": "drafts"},
    "said score gold DIR": {"DIR": "drafts"},
    "said validate seeds/<doc_id>": {"<doc_id>": "003_bf3454ffed0dd5e7"},
    "said score FOLDER/dates/TimeBank FOLDER/dates/peers/timebank/recognizers.json --measure "
    "tempeval3": {"FOLDER": "data"},
    "python benchmarks/baselines.py [VIEW...]": {"[VIEW...]": "dates"},
    "python examples/finetune.py MODEL": {"MODEL": "model"},
    "python benchmarks/dates.py FOLDER": {"FOLDER": "data/dates/TimeBank"},
    "python benchmarks/dates.py FOLDER/dates/TimeBank --peers FOLDER/dates/peers/timebank": {
        "FOLDER": "data"
    },
    "python benchmarks/duplicates.py [FOLDER]": {"[FOLDER]": "data/quotes/dev/text"},
    "python benchmarks/generate.py FOLDER N": {"FOLDER N": "generated 4"},
    "python benchmarks/links.py FOLDER": {"FOLDER": "data/quotes/dev"},
    "python benchmarks/precision.py --quotes FOLDER --dates FOLDER --stances FOLDER": {
        "--quotes FOLDER": "--quotes data/quotes/dev",
        "--dates FOLDER": "--dates data/dates/TimeBank",
        "--stances FOLDER": f"--stances {PROJECT}/tests/annotators/stance/sentences",
    },
    "python benchmarks/quotes.py FOLDER": {"FOLDER": "data/quotes/dev"},
    "python benchmarks/quotes.py POLNEAR/dev --peers FOLDER/quotes/peers": {
        "POLNEAR": "data/quotes",
        "FOLDER": "data",
    },
}
SMALL = {
    "annotate": "4",
    "baselines": "",
    "build": "4 --runs 1",
    "dates": "--articles 1 --long 20000",
    "duplicates": "--copies 1",
    "generate": "",
    "genres": "",
    "links": "",
    "names": "--names 2",
    "load": "--documents 4 --runs 1",
    "precision": "",
    "quotes": "--articles 1 --long 20000",
    "stances": "",
    "validate": "4",
}
"""What is added to the call of a benchmark, by its name."""
HEAVY = {f"python benchmarks/{name}.py" for name in ("build", "load", "validate")}
"""What takes several seconds even when it is small."""
NOT_RUN = {
    ".ci/run": "runs these tests",
    "SAID_BENCHMARKS=FOLDER python -m pytest tests/scoring/test_tempeval3.py": (
        "needs closed corpora"
    ),
    "apt install chromium npm": "changes the system",
    "apt install python3-venv make git": "changes the system",
    "git commit --no-verify": "is git's own",
    "pip install 'said-corpus[learn]'": "fetches; the extra is in pyproject.toml",
    "pip install '.[load]'": "fetches; the extra is in pyproject.toml",
    "pip install 'said-corpus[spacy]'": "fetches; the extra is in pyproject.toml",
    "pip install 'said-corpus[torch]'": "fetches; the extra is in pyproject.toml",
    "pip install 'said_corpus-VERSION-py3-none-any.whl[load]'": "fetches; wheel.py installs it",
    "pip install datasets": "fetches",
    "pip install recognizers-text-suite 'emoji<1.7' dateparser": "fetches",
    "pip install textacy": "fetches",
    "python benchmarks/baselines.py --update": "is held by test_baselines.py",
    "python tests/snapshots --against HEAD": "is run by test_snapshots.py",
    "python tests/snapshots --update": "is run by test_snapshots.py",
    "pre-commit install": "is run by test_hooks.py, on a repository of its own",
    "uv": "is the name of a program",
}

TEXT = "“We lost,” Marta Lind said on May 3, 2024. Berg said that the pier was closed on Tuesday.\n"


class Command(NamedTuple):
    """A command as it is published: its place, its words without `.venv/bin/`, and whether it is a
    line of a block, not inline."""

    document: str
    line: str
    fenced: bool


def text_of(document: str) -> str:
    text = (PROJECT / document).read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(text)) or "" if document.endswith(".py") else text


def published(document: str, text: str) -> list[Command]:
    found = []
    for language, block in FENCED.findall(text):
        if language not in ("sh", "bash", "shell", ""):
            continue
        lines = block.replace("\\\n", " ").splitlines()
        found += [Command(document, plain(line), True) for line in lines if plain(line)]
    for code in re.findall(r"`([^`]+)`", FENCED.sub("", text)):
        line = plain(code)
        if PROGRAM.match(" ".join(code.split())) and line and "(" not in line:
            found.append(Command(document, line, False))
    return list(dict.fromkeys(found))


def plain(line: str) -> str:
    """The line without its comment, and its programs without their folder."""
    words = " ".join(re.sub(r"(^|\s)#.*", "", line).split())
    return re.sub(
        r"(^| )(benchmarks/\w+\.py)", r"\1python \2", words.replace(".venv/bin/", "")
    ).replace("python python", "python")


COMMANDS = {document: published(document, text_of(document)) for document in DOCUMENTS}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the checkout with small data beside it, to run commands in."""
    root = tmp_path / "checkout"
    restore(root)
    for name in ("dataset_card.md", ".huggingface.yaml"):
        shutil.copy(PROJECT / name, root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    write_data(root)
    return root


def restore(root: Path) -> None:
    """Puts the seeds and releases back."""
    for name in ("seeds", "corpus"):
        shutil.rmtree(root / name, ignore_errors=True)
        shutil.copytree(PROJECT / name, root / name)


def write_data(root: Path) -> None:
    """Files of the reader's, as the documents name them."""
    (root / "article.txt").write_text(TEXT)
    (root / "feed.jsonl").write_text(json.dumps({"text": f"{TEXT}Again.\n"}) + "\n")
    raw = (root / "seeds/003_bf3454ffed0dd5e7/raw.txt").read_bytes()
    (root / "new.txt").write_bytes(raw + b"\nThat was all.\n")
    pq.write_table(pa.table({"doc_id": ["x"], "text": [TEXT]}), root / "articles.parquet")
    write_rows(root / "articles.jsonl", articles(4))
    dates = root / "data/dates"
    for corpus in ("TimeBank", "AQUAINT"):
        (dates / corpus).mkdir(parents=True)
        (dates / corpus / "x.tml").write_text(
            '<?xml version="1.0" ?>\n<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2024-05-15" '
            'functionInDocument="CREATION_TIME">May 15, 2024</TIMEX3></DCT><TEXT>It closed on '
            '<TIMEX3 tid="t1" type="DATE" value="2024-05-14">Tuesday</TIMEX3>.</TEXT></TimeML>\n'
        )
    peers = dates / "peers/timebank"
    peers.mkdir(parents=True)
    date = {"start": 13, "end": 20, "type": "DATE", "value": "2024-05-14"}
    (peers / "recognizers.json").write_text(json.dumps({"pred": {"x": [date]}}))
    write_quotes(root / "data/quotes")
    for name in WRITERS:
        write_layout(name, root / "data/public" / name)


def write_quotes(folder: Path) -> None:
    for name in ("dev/text", "dev/attributions", "peers"):
        (folder / name).mkdir(parents=True)
    (folder / "dev/text/x.txt").write_text(TEXT)
    spans = ("Source", "Marta Lind"), ("Cue", "said"), ("Content", "“We lost,”")
    lines = []
    for number, (role, exact) in enumerate(spans, 1):
        at = TEXT.index(exact)
        lines.append(f"T{number}\t{role} {at} {at + len(exact)}\t{exact}\n")
    event = "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
    for annotator in ("a1", "a2"):
        file = folder / f"dev/attributions/x_{annotator}.ann"
        file.write_text("".join([*lines, event]))
    stored = {"text": "x", "quotes": [{"content": [[0, 10]], "cue": [], "source": [[11, 21]]}]}
    (folder / "peers/dev-other.jsonl").write_text(json.dumps(stored) + "\n")


def unpublished_before(document: str, *, fenced: bool) -> list[Command]:
    """The commands of a document's blocks, or its inline ones, that no earlier document has and
    that are not heavy: what two documents have is run once."""
    earlier = DOCUMENTS[: DOCUMENTS.index(document)]
    known = {command.line for one in earlier for command in COMMANDS[one]} | HEAVY
    return [
        command
        for command in COMMANDS[document]
        if command.fenced is fenced and command.line not in known
    ]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(one, marks=[pytest.mark.exhaustive] if "benchmarks" in one else [])
        for one in DOCUMENTS
        if unpublished_before(one, fenced=True)
    ],
)
def test_the_commands_of_blocks_run(document: str, workspace: Path):
    """One after the other, on one corpus."""
    for command in unpublished_before(document, fenced=True):
        run(command)
        if document == "README.md":
            assert contents(workspace / "seeds") == contents(PROJECT / "seeds"), command.line


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "document", [one for one in DOCUMENTS if unpublished_before(one, fenced=False)]
)
def test_the_inline_commands_run(document: str, workspace: Path):
    """Each on a corpus of its own."""
    for command in unpublished_before(document, fenced=False):
        restore(workspace)
        run(command)


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their paths; README.md publishes no block that changes the seeds."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".lock")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.exhaustive
@pytest.mark.parametrize("line", sorted(HEAVY))
@pytest.mark.usefixtures("workspace")
def test_the_heavy_commands_run(line: str):
    assert any(line == command.line for found in COMMANDS.values() for command in found)
    run(Command("", line, True))


def run(command: Command) -> None:
    """Runs a command; fails if it does not know how to."""
    line, where = command.line, f"{command.document}: {command.line}"
    if line in NOT_RUN:
        return
    for name, example in EXAMPLES.get(line, {}).items():
        assert name in line
        line = line.replace(name, example)
    assert not PLACEHOLDER.search(line.partition(" > ")[0]), (
        f"{where}: say in EXAMPLES what to put there"
    )
    words = shlex.split(line)
    match words:
        case ["said", *arguments]:
            run_said(command, arguments)
        case ["make", *targets]:
            run_make(targets, where)
        case ["python", script, *arguments] if Path(script).parent.name == "benchmarks":
            run_benchmark(Path(script), arguments, where)
        case ["python", script, *_] if Path(script).parent.name == "examples":
            assert (PROJECT / script).is_file(), where  # test_examples.py runs it
        case ["python", "tests/snippets.py"]:
            import snippets  # test_editors.py holds what it writes

            assert callable(snippets.main)
        case [file] if file.startswith("tests/"):  # the name of a file, which is run as a test
            assert (PROJECT / file).is_file(), where
        case _:
            pytest.fail(f"{where}: no test knows how to run this")


def run_said(command: Command, arguments: list[str]) -> None:
    arguments = " ".join(arguments).partition(" > ")[0].split()
    if not arguments:
        return  # the program's name
    if is_mention(arguments):
        shown = invoke([arguments[0], "--help"])
        for option in (one for one in arguments if one.startswith("--")):
            assert option in shown, f"{command.document}: {command.line}"
        return
    prepare(command.line)
    invoke(arguments)


def is_mention(arguments: list[str]) -> bool:
    """Whether a command stands there without the arguments that it needs: its name, not a call."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    found = commands.get(arguments[0])
    assert found is not None, f"said {arguments[0]}: there is no such command"
    needs = hasattr(found, "commands") or any(
        one.param_type_name == "argument" and one.required for one in found.params
    )
    # `said new` needs a text or a table, `said init` a name.
    needs = needs or arguments in (["new"], ["init"])
    positional = [one for one in arguments[1:] if not one.startswith("-")]
    options_take = sum(one.startswith("--") for one in arguments)
    return needs and len(positional) <= options_take


def prepare(line: str) -> None:
    """Makes what a command works on that another one would have left."""
    if "<doc_id>" in line and "import" in line:
        invoke(["export", "brat", "003_bf3454ffed0dd5e7", "--out", "."])
    if "project.json" in line:
        invoke(["export", "labelstudio", "003_bf3454ffed0dd5e7", "--out", "."])
        (task,) = json.loads(Path("003_bf3454ffed0dd5e7.json").read_bytes())
        (annotation,) = task["annotations"]
        task["annotations"] = [annotation | {"completed_by": who} for who in ("anna", "ben")]
        Path("project.json").write_text(json.dumps([task]))
    if "--model SPEAKER_MODEL" in line:
        invoke(["train", "quotes", "seeds", "--out", "model"])
        invoke(["train", "speakers", "seeds", "--out", "speaker-model"])
    if line.startswith("said site annotated.parquet"):
        invoke(["annotate", "articles.parquet", "--out", "annotated.parquet"])
    if line.startswith("said restore FOLDER"):
        invoke(["build", "--without-text", "--out", "without"])
    if line in ("said score gold DIR", "said score GOLD SYSTEM"):
        invoke(["annotate", "seeds", "--out", "drafts", "--layer", "dates"])


def invoke(arguments: list[str]) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, f"said {shlex.join(arguments)}\n{done.output}\n{done.exception!r}"
    assert "error: " not in done.stderr
    return done.output


def run_make(targets: list[str], where: str) -> None:
    """Only tells what it would do: the programs that it calls are tested themselves."""
    words = ["make", "--dry-run", *targets]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{where}\n{done.stderr}"


def run_benchmark(script: Path, arguments: list[str], where: str) -> None:
    small = SMALL[script.stem].split()
    command = [sys.executable, str(PROJECT / script), *arguments, *small]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert done.returncode == 0, f"{where}\n{done.stderr}"
    assert "…" not in done.stdout, f"{where}: a cell is cut\n{done.stdout}"
    assert max(map(len, done.stdout.splitlines()), default=0) <= 80


def test_every_block_is_run_by_some_test():
    """Console blocks are run by `steps.py`, Python where `test_readme.py` looks."""
    for document in DOCUMENTS:
        for language, _ in FENCED.findall(text_of(document)):
            assert language in ("sh", "text", "json") or (document, language) in (
                ("CONTRIBUTING.md", "console"),
                ("docs/tutorial.md", "console"),
                ("docs/tutorial.md", "python"),
                ("docs/training.md", "console"),
                ("docs/training.md", "python"),
                ("builders/said/edit/templates/README.md", "python"),
                ("README.md", "python"),
                ("docs/api.md", "python"),
            ), f"{document}: no test runs blocks of {language!r}"


def test_every_benchmark_is_published():
    scripts = {
        file.stem
        for file in PROJECT.glob("benchmarks/*.py")
        if "__main__" in file.read_text(encoding="utf-8")
    }
    lines = [command.line for command in COMMANDS["benchmarks/README.md"]]
    assert scripts == {one for one in scripts if any(f"/{one}.py" in line for line in lines)}
    assert scripts == set(SMALL)


def test_every_target_of_make_can_be_made():
    targets = re.findall(r"^\.PHONY: (.*)$", (PROJECT / "Makefile").read_text(), re.M)
    run_make([], "make")
    for target in " ".join(targets).split():
        run_make([target], f"make {target}")


def test_no_rule_is_left_over():
    """What is said here of a command that is no longer published would hide a new one."""
    lines = {command.line for found in COMMANDS.values() for command in found}
    assert {*EXAMPLES, *HEAVY, *NOT_RUN} <= lines


@pytest.mark.parametrize(
    "line",
    ["said forget", "said annotate FILE", "python benchmarks/new.py", "make nothing", "git gc"],
)
@pytest.mark.parametrize("form", ["```sh\n.venv/bin/{}\n```\n", "`{}`\n"])
@pytest.mark.usefixtures("workspace")
def test_a_command_that_nothing_knows_fails(line: str, form: str):
    text = form.format(line).replace(".venv/bin/make", "make").replace(".venv/bin/git", "git")
    (command,) = published("x.md", text)
    with pytest.raises((AssertionError, pytest.fail.Exception, KeyError)):
        run(command)


def test_large_figures_fit_into_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """The tables of the benchmarks, with figures larger than any that were measured."""
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    monkeypatch.setenv("COLUMNS", "80")
    import dates
    import load
    import quotes
    import watch

    names = ("seconds", "process_mb", "all_mb", "documents_per_second")
    run = dict.fromkeys(names, 12_345.6)
    ratios = dict.fromkeys(("time_ratio", "process_mb_ratio", "all_mb_ratio"), 123.45)
    watch.show([{**run, **ratios, "documents": 1_000_000}])
    measured = {"seconds_1_mb": 123.45, "seconds_10_mb": 1234.5, "seconds_100_kb": 12.3}
    measured |= {"documents_per_second": 12_345.6, "ratio": 100.0}
    system = {"system": "heideltime_news_treetagger", "note": "stored output"}
    system |= {"documents_per_second": 29_889.0, "n": 12_345}
    dates.show([system | dict.fromkeys(dates.MEASURES, 1.0)], measured, dates.LONG)
    figures = dict.fromkeys((*quotes.CONTENT, *quotes.OTHERS), 1.0)
    errors = {"convention": "polnear", "documents": 840, "with_errors": 1, "kinds": {"schema": 1}}
    quotes.show({"texts": 840}, [system | figures], [errors], measured, quotes.LONG)
    timed = {"release_seconds": 123.4, "parquet_seconds": 123.4, "ratio": 1.0, "ratios": [1.0, 2.0]}
    load.show([{"config": "utterances", "rows": 12_345_678, **timed}])
    printed = capsys.readouterr().out
    assert "…" not in printed
    assert max(map(len, printed.splitlines())) <= 80
    for word in ("1,000,000", "documents", "heideltime_news_treetagger", "12,345,678", "840"):
        assert word in printed
