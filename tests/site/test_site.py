"""`said site`: pages that are whole without a script, in which text is only text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

import harbour
from cli.running import run
from made_pages import HOSTILE, MADE, SCRIPT, hostile, long, overlapping
from said.annotators.files import Options
from said.annotators.inputs import Columns
from said.annotators.parquet import annotate_parquet
from said.findings.explain import read_rules
from said.site.build import ROWS, Site, page_name, write_site
from said.site.details import card_of, field_rule, rule_of
from said.site.document_page import DEEPEST, document_context
from said.site.guide import prose_html
from said.site.render import as_text, render_page
from said.site.shown import Shown
from said.site.words import DocumentWords
from said.system.errors import SaidError
from said.system.places import Checkout

DOC = "harbour"
SITE = Site("Pier", "Pages.", "Made by a test.")


@pytest.fixture
def base(built_base: Checkout, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    monkeypatch.chdir(built_base.root)
    return built_base


def page_of(shown: Shown, site: Site = SITE) -> str:
    context = document_context(shown, site.issues, site.version)
    return "".join(render_page("document.html", "../", site=site, here="", **context))


class Page(HTMLParser):
    """What a browser makes of a page, as far as the tests look: elements, links, ids, the text."""

    VOID = frozenset({"meta", "link", "input"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        self.attributes += given
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.ids += [given["id"]] if "id" in given else []
        if tag not in self.VOID:
            mark = given.get("id", "") if tag == "section" else given.get("class", "")
            self._open.append((tag, mark))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        marks = [mark for _, mark in self._open]
        if "text" in marks and not any(mark.startswith("tag ") for mark in marks):
            self.text += data


# Pages.


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_page_is_well_formed_and_gives_the_text_back(make: object):
    shown = make()  # type: ignore[operator]
    page = Page(page_of(shown))
    hidden = as_text(shown.text).striptags()
    assert page.text.split() == hidden.split()
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    for one in shown.annotations:
        assert {one["id"], f"at-{one['id']}", f"j-{one['id']}"} <= set(page.ids)


def test_text_is_only_text():
    html = page_of(hostile(), Site(SCRIPT, SCRIPT, SCRIPT))
    page = Page(html)
    assert page.elements.count("script") == 1
    assert not {"img", "svg", "style"} & set(page.elements)
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert not [link for link in page.links if link.startswith("javascript:")]
    assert "\u202e" not in html
    assert "\x07" not in html
    assert "U+202E" in html
    assert "{{ 7 * 7 }} ${7}" in page.text
    assert HOSTILE.count("script") == page.text.count("script")


def test_a_page_allows_no_script_but_its_own_and_no_other_host():
    html = page_of(overlapping())
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert "unsafe" not in policy
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


def test_a_page_of_5000_words_is_small():
    shown = long(words=5_000, annotations=600)
    assert len(shown.text.split()) >= 5_000
    assert len(page_of(shown).encode()) < 1_000_000


def test_the_page_of_the_longest_document_is_small(built_full: Checkout):
    from said.site.sources import read_shown

    shown = read_shown(built_full, "004_703e615c13756639")
    assert len(page_of(shown).encode()) < 1_000_000 * len(shown.text.split()) / 5_000


def test_every_lane_has_a_depth():
    style = (Path(render_page.__code__.co_filename).parent / "assets" / "said.css").read_text()
    for lane in range(DEEPEST + 1):
        assert f".k{lane} {{ padding-bottom" in style


# What a card says.


def test_a_quote_says_who_when_and_by_which_rule(base: Checkout):
    from said.site.sources import read_shown

    shown = read_shown(base, DOC)
    words = DocumentWords(shown)
    card = card_of(words.by_id["q1"], words)
    rows = {row.field: row for row in card.rows}
    assert card.heading == "indirect quote by Ana Ruiz"
    assert card.rule == "Q2"
    assert rows["source"].rule == "Q8"
    assert rows["source"].chunks[0].id == "s1"
    assert rows["said"].chunks[0].id == "d3"
    assert json.loads(card.json) == words.by_id["q1"]
    back = {row.field: row for row in card_of(words.by_id["s1"], words).rows}
    assert back["source of"].chunks[0].id == "q1"


def test_every_rule_that_is_cited_is_one():
    rules = read_rules()
    for shown in (hostile(), overlapping(), long(100, 20)):
        for one in shown.annotations:
            assert rule_of(one) in rules
            assert all(field_rule(one["layer"], field) in {*rules, None} for field in one)
    assert [
        rule_of({"layer": "quote", "type": type_}) for type_ in ("direct", "indirect", "mixed")
    ] == [
        "Q1",
        "Q2",
        "Q3",
    ]


def test_an_automatic_annotation_shows_its_rule_and_how_often_it_was_right(
    base: Checkout, capsys: pytest.CaptureFixture[str]
):
    run(capsys, "annotate", "seeds", "--layer", "quote", "--out", "drafts")
    lines = (base.root / "drafts" / f"{DOC}.jsonl").read_text().replace(f'"doc_id": "{DOC}", ', "")
    (base.root / harbour.LINES).write_text(lines)
    run(capsys, "site", "--out", "out")
    html = (base.root / "out" / "documents" / f"{DOC}.html").read_text()
    made_by = re.findall(r'made by <a href="\.\./(rules\.html#[^"]+)">([^<]+)</a>', html)
    assert made_by
    rules = Page((base.root / "out" / "rules.html").read_text()).ids
    assert {link.partition("#")[2] for link, _ in made_by} <= set(rules)
    assert re.search(r"right in \d+ of 100 cases", html)


def test_an_annotation_has_a_link_for_correcting_it(
    base: Checkout, capsys: pytest.CaptureFixture[str]
):
    run(capsys, "site", "--out", "out")
    file = base.root / "out" / "documents" / f"{DOC}.html"
    line = 1 + [json.loads(one)["id"] for one in harbour_lines(base)].index("q1")
    assert f'<a class="fix" href="#correct">correct: line {line}</a>' in file.read_text()
    fields = json.loads(base.corpus_file.read_text())
    base.corpus_file.write_text(json.dumps({**fields, "url": "https://github.com/pier/corpus"}))
    run(capsys, "site", "--out", "out")
    links = [urlsplit(link) for link in Page(file.read_text()).links if "github" in link]
    query = next(parse_qs(link.query) for link in links if "%2Fq1&" in link.query)
    assert query == {
        "template": ["correction.yml"],
        "document": [DOC],
        "annotation": [f"{DOC}/q1"],
        "layer": ["quote"],
    }
    form = (harbour.SOURCE_ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text()
    assert all(f"id: {name}" in form for name in query if name != "template")


def harbour_lines(checkout: Checkout) -> list[str]:
    return (checkout.root / harbour.LINES).read_text().splitlines()


# Sites.


def links_of(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in folder.rglob("*.html"):
        for link in Page(file.read_text()).links:
            if not link.startswith(("https://", "http://")):
                yield file, link


def assert_links_lead_somewhere(folder: Path) -> None:
    ids = {file: Page(file.read_text()).ids for file in folder.rglob("*.html")}
    for file, link in links_of(folder):
        name, _, anchor = link.partition("#")
        target = (file.parent / unquote(name)).resolve() if name else file
        assert target.is_file(), (file, link)
        if anchor and target in ids:
            assert anchor in ids[target], (file, link)


def test_a_site_of_the_seeds_has_drafts_too(base: Checkout, capsys: pytest.CaptureFixture[str]):
    harbour.edit(base, harbour.METADATA, '"status": "adjudicated"', '"status": "draft"')
    done = run(capsys, "site")
    folder = base.root / "dist" / "site"
    assert done.status == 0
    assert f"{folder}: 1 document" in done.out
    assert_links_lead_somewhere(folder)
    html = (folder / "documents" / f"{DOC}.html").read_text()
    assert "The status of this document is draft" in html
    assert not [one.name for one in (base.root / "dist").iterdir() if one.name.startswith(".")]


def test_a_site_of_a_release(base: Checkout, capsys: pytest.CaptureFixture[str]):
    version = json.loads(base.corpus_file.read_text())["version"]
    run(capsys, "site", version, "--out", "out")
    assert_links_lead_somewhere(base.root / "out")
    index = (base.root / "out" / "index.html").read_text()
    assert f"Version {version} of the corpus." in index
    assert "q1" in Page((base.root / "out" / "documents" / f"{DOC}.html").read_text()).ids


def test_a_site_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    import pyarrow as pa
    import pyarrow.parquet as pq

    given, made = tmp_path / "given.parquet", tmp_path / "made.parquet"
    texts = ["“We lost,” pilot Jonas Berg said on May 3, 2024.", "Nothing.", SCRIPT]
    pq.write_table(pa.table({"text": texts, "doc_id": ["../one", "Two", "two"]}), given)
    annotate_parquet([given], made, Columns(), Options(layers=["quotes", "dates"]))
    out = tmp_path / "out"
    assert run(capsys, "site", made, "--out", out).status == 0
    names = [file.name for file in (out / "documents").iterdir()]
    assert sum(name.startswith("document-") for name in names) == 2
    assert len(names) == 3
    assert_links_lead_somewhere(out)
    assert "no person has read them" in (out / "documents" / "Two.html").read_text()


def test_a_table_of_somebody_else_is_shown_as_far_as_it_has_annotations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    import pyarrow as pa
    import pyarrow.parquet as pq

    date = {"start": 5, "end": 11, "exact": "Monday"}
    dates = [
        {"id": "x/d1", **date, "type": "DATE", "value": "2024-05-13"},
        {"id": "x/d1", **date, "type": "DATE", "value": "2024-05-20"},
        {"id": "x/d2", **date, "type": None, "value": None},
    ]
    table = {"text": ["Shut Monday."], "doc_id": ["x"], "dates": [dates], "title": [7]}
    pq.write_table(pa.table({**table, "authors": ["Jo"]}), tmp_path / "in.parquet")
    assert run(capsys, "site", tmp_path / "in.parquet", "--out", tmp_path / "out").status == 0
    html = (tmp_path / "out" / "documents" / "x.html").read_text()
    assert "2 of 3 annotations do not have the form of one" in html
    assert "date 2024-05-13" in html


def test_a_document_without_a_text_is_reported_and_left_out(
    base: Checkout, capsys: pytest.CaptureFixture[str]
):
    (base.root / harbour.TEXT).unlink()
    done = run(capsys, "site", "--out", "out")
    assert done.status == 0
    assert "left out: seeds/harbour/raw.txt: there is no text that can be read" in done.err
    assert "0 documents" in done.out


@pytest.mark.parametrize("name", ["1.2.3", "nowhere.parquet"])
@pytest.mark.usefixtures("base")
def test_what_is_no_source(name: str, capsys: pytest.CaptureFixture[str]):
    done = run(capsys, "site", name)
    assert done.status == 1
    assert f"{name}: neither a release nor a table" in done.err


def made(count: int) -> Iterator[Shown]:
    for number in range(count):
        yield Shown(f"d{number:05}", "Nothing.", [])


def write(out: Path, documents: Iterator[Shown], total: int = 0) -> int:
    return write_site(SITE, documents, out, total, lambda _done, _total: None)


def test_the_index_has_several_pages(tmp_path: Path):
    assert write(tmp_path / "out", made(ROWS + 1)) == ROWS + 1
    assert 'href="documents/d00500.html"' in (tmp_path / "out" / "index-2.html").read_text()
    assert not (tmp_path / "out" / "index-3.html").exists()
    for page in ("index.html", "index-2.html"):
        links = Page((tmp_path / "out" / page).read_text()).links
        assert {"index.html", "index-2.html"} <= set(links)


def test_a_site_replaces_a_site_and_nothing_else(tmp_path: Path):
    out = tmp_path / "out"
    write(out, made(2))
    write(out, made(1))
    assert [one.name for one in (out / "documents").iterdir()] == ["d00000.html"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "precious.txt").write_text("mine")
    with pytest.raises(SaidError, match="not a site that said site wrote"):
        write(other, made(1))
    assert (other / "precious.txt").read_text() == "mine"
    (tmp_path / "link").symlink_to(out)
    with pytest.raises(SaidError, match="this is a link"):
        write(tmp_path / "link", made(1))


def test_a_site_that_fails_leaves_the_old_one(tmp_path: Path):
    def failing() -> Iterator[Shown]:
        yield from made(1)
        raise SaidError("a fault", "none")

    out = tmp_path / "out"
    write(out, made(3))
    with pytest.raises(SaidError, match="a fault"):
        write(out, failing())
    assert len(list((out / "documents").iterdir())) == 3
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_documents_are_written_as_they_are_read(tmp_path: Path):
    """However many there are, no more than one is in memory."""
    alive = 0

    class Counted(Shown):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def counted() -> Iterator[Shown]:
        nonlocal alive
        for one in made(20):
            alive += 1
            assert alive <= 2
            yield Counted(*one)

    write(tmp_path / "out", counted())


def test_names_of_pages():
    taken: set[str] = set()
    names = [page_name(name, taken) for name in ("a", "A", "../a", "CON", "x" * 300, "ümlaut")]
    assert len({name.lower() for name in names}) == 6
    assert names[0] == "a.html"
    assert names[5] == "ümlaut.html"
    assert all("/" not in name for name in names)
    with pytest.raises(SaidError, match="two documents are called"):
        page_name("CON", taken)


# Prose.


def test_guidelines_have_addresses_and_no_html_of_their_own():
    html = prose_html(f"#### Q2 (indirect quotes)\n\n<b>{SCRIPT}</b> [a](docs/x.md) [b](#q2)\n")
    assert '<h4 id="q2-indirect-quotes"><span id="Q2"></span>' in html
    assert "<script" not in html
    assert "<b>" not in html
    assert "docs/x.md" not in html
    assert '<a href="#q2">' in html
