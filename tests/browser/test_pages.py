"""Pages in a real browser, opened from the file system: `make browser-test`.

The environment of these tests has the browser's driver and nothing of the package, which writes the
sites with the project's own environment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is missing: make browser-test"
)

PROJECT = Path(__file__).parent.parent.parent
PYTHON = PROJECT / ".venv" / "bin" / "python"
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (360, 1_400)
FIRST, LONGEST = "documents/000_99e9e84659dd5abe.html", "documents/004_703e615c13756639.html"
SEEDS = (
    "index.html",
    FIRST,
    "documents/002_e7c3c1c26a4b60e9.html",
    "guidelines.html",
    "rules.html",
)
MADE = ("index.html", *(f"documents/{name}.html" for name in ("hostile", "overlapping", "empty")))
HEAVY = (("seeds", LONGEST), ("made", "documents/long.html"), ("made", "documents/one-line.html"))
"""Pages of which one width and one scheme are enough: their parts are those of the others."""


def _run(*arguments: object) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{PROJECT / 'builders'}"}
    subprocess.run(
        [PYTHON, *map(str, arguments)],
        check=True,
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of the project's seeds, and one of documents that are hard to show."""
    folder = tmp_path_factory.mktemp("sites")
    _run("-m", "said", "site", "--out", folder / "seeds")
    _run("tests/made_pages.py", folder / "made")
    return {"seeds": folder / "seeds", "made": folder / "made"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, sites: dict[str, Path]) -> Iterator[Open]:
    """Opens a page of a site; at the end nothing was reported to the console, no other host was
    asked for anything, and no script of the text ran."""
    problems: list[str] = []
    contexts = []

    def open_(address: str, site: str = "seeds", width: int = 1_400, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.append(f"{address}: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"{address}: {error}"))
        page.on("dialog", lambda dialog: problems.append(f"{address}: {dialog.message}"))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith("file:") else problems.append(request.url)
            ),
        )
        page.goto(f"file://{sites[site]}/{address}")
        return page

    yield open_
    for context in contexts:
        hacked = [one.url for one in context.pages if one.evaluate("window.hacked !== undefined")]
        problems += [f"{url}: a script of the text ran" for url in hacked]
        context.close()
    assert not problems


@pytest.mark.parametrize(
    ("site", "address"),
    [*(("seeds", address) for address in SEEDS), *(("made", address) for address in MADE)],
)
def test_every_page_is_accessible(site: str, address: str, open_page: Open):
    page = open_page(address, site)
    for width, scheme in product(WIDTHS, ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert _violations(page) == []


@pytest.mark.parametrize(("site", "address"), HEAVY)
def test_a_heavy_page_is_accessible(site: str, address: str, open_page: Open):
    page = open_page(address, site, WIDTHS[0])
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[0]
    assert _violations(page) == []


def _violations(page: Any) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())  # not as a script of the page, which its policy forbids
    found: list[str] = page.evaluate(
        """async (rules) => {
            const options = {runOnly: rules, preload: false, resultTypes: ["violations"]};
            const {violations} = await axe.run(options);
            return violations.map((one) => {
                const [{html, failureSummary}] = one.nodes;
                return `${one.id}: ${html.slice(0, 200)} ${failureSummary}`;
            });
        }""",
        RULES,
    )
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_selected_is_accessible(width: int, open_page: Open):
    page = open_page(f"{FIRST}#q2", width=width)
    page.wait_for_selector("#selected .card")
    assert _violations(page) == []


# A document.


def _in_view(page: Any, selector: str) -> bool:
    """Whether an element is on the screen, and nothing lies on it."""
    return page.locator(selector).first.evaluate(
        """(element) => {
            const {left, top} = element.getBoundingClientRect();
            const at = document.elementFromPoint(left + 2, top + 2);
            return at !== null && (element.contains(at) || at.contains(element));
        }"""
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_an_address_leads_to_an_annotation_and_its_place(width: int, open_page: Open):
    page = open_page(f"{LONGEST}#q12", width=width)
    page.wait_for_selector("#selected .card")
    assert "mixed quote by Ilya Sutskever" in page.inner_text("#selected")
    assert _in_view(page, "#at-q12")
    assert _in_view(page, "#selected .card")


def test_a_quote_leads_to_all_that_it_has_and_back(open_page: Open):
    page = open_page(FIRST)
    page.click("#at-q2")
    assert page.evaluate("location.hash") == "#q2"
    chosen = page.locator("#selected")
    for field in ("source", "said", "stance", "cue", "utterance"):
        assert chosen.locator(f"dt:text-is('{field}')").count() == 1
    for name, back in (("s5", "source of"), ("d3", "time of saying of"), ("t3", "quote")):
        page.click("#at-q2")
        chosen.locator(f"a:text-is('{name}')").first.click()
        assert page.evaluate("location.hash") == f"#{name}"
        assert chosen.locator(f"dt:text-is('{back}') + dd a:text-is('q2')").count() == 1
    page.go_back()
    assert page.evaluate("location.hash") == "#q2"
    assert chosen.locator(".card.q .id").inner_text() == "q2"


def test_all_annotations_under_the_pointer_are_shown(open_page: Open):
    page = open_page("documents/overlapping.html", "made")
    page.hover("#text [data-a=t3]")
    lines = page.locator("#under div").all_inner_texts()
    assert {line.partition(":")[0] for line in lines} == {"q1", "q2", "d1", "t1", "t2", "t3", "m1"}
    assert page.locator("#text .related[data-a=s1]").count()
    page.click("#text [data-a=t3]")
    assert page.locator("#selected .card").count() == 7


@pytest.mark.parametrize("script", [True, False])
def test_layers_are_switched_on_and_off(script: bool, open_page: Open):
    page = open_page(FIRST, java_script_enabled=script)
    quote, date = page.locator("#text span.q").first, page.locator("#text span.d").first
    colour = "element => getComputedStyle(element).borderBottomColor"
    before = quote.evaluate(colour)
    page.uncheck("#show-q")
    assert quote.evaluate(colour) == "rgba(0, 0, 0, 0)"
    assert not page.locator("#at-q1").is_visible()
    assert date.evaluate(colour) != "rgba(0, 0, 0, 0)"
    page.check("#show-q")
    assert quote.evaluate(colour) == before
    assert page.locator("#at-q1").is_visible()
    page.uncheck("#show-ids")
    assert not page.locator("#text .tag >> visible=true").count()


def test_layers_differ_by_more_than_colour(open_page: Open):
    page = open_page(LONGEST)
    looks = page.evaluate(
        """() => ["q", "s", "d", "t", "m"].map((name) => {
            const style = getComputedStyle(document.querySelector(`#text span.${name}:not(.cue)`));
            return `${style.borderBottomStyle} ${style.borderBottomWidth}`;
        })"""
    )
    assert len(set(looks)) == 5


def test_where_layers_overlap_each_has_a_line_of_its_own(open_page: Open):
    page = open_page("documents/overlapping.html", "made")
    bottoms = page.evaluate(
        """() => {
            const found = [];
            let at = document.querySelector("#text [data-a=t3]");
            while (at.firstElementChild) at = at.firstElementChild;
            for (; at.dataset.a; at = at.parentElement) {
                found.push(at.getBoundingClientRect().bottom);
            }
            return found;
        }"""
    )
    assert len(bottoms) == 7
    assert all(lower - upper >= 3 for upper, lower in pairwise(bottoms))


def test_the_keyboard_moves_through_500_annotations_with_one_stop(open_page: Open):
    page = open_page("documents/long.html", "made")
    tabbable = page.locator(
        "a[href]:not([tabindex='-1']), button, input, summary, [tabindex='0']"
    ).evaluate_all("all => all.filter((one) => one.checkVisibility()).length")
    in_quotes = page.locator("details[open] .card a").count()
    assert tabbable - in_quotes < 40
    page.focus("#show-ids")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "d1"
    for key, wanted in (
        ("ArrowRight", "s1"),
        ("ArrowDown", "q1"),
        ("ArrowLeft", "s1"),
        ("End", "t125"),
    ):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == wanted
        assert page.inner_text("#selected .id") == wanted
        assert _in_view(page, f"#at-{wanted}")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#annotations') !== null")
    page.keyboard.press("Escape")
    assert page.locator("#selected").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "t125"


def test_the_arrow_keys_pass_over_layers_that_are_switched_off(open_page: Open):
    page = open_page("documents/long.html", "made")
    for name in ("d", "s"):
        page.uncheck(f"#show-{name}")
    page.focus("#show-ids")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "q1"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "t1"


def test_a_screen_reader_is_told_what_each_id_in_the_text_is(open_page: Open):
    page = open_page(FIRST)
    assert page.get_by_role("link", name="q1: indirect quote by Ilya Sutskever").count() == 1
    assert page.get_by_role("region", name="Text").count() == 1
    assert page.get_by_role("region", name="Annotations").count() == 1


def test_an_annotation_is_copied_as_json(open_page: Open):
    page = open_page(FIRST)
    page.evaluate(
        """() => { Object.defineProperty(navigator, "clipboard", {
            value: {writeText: async (text) => { window.copied = text; }}}); }"""
    )
    page.click("#at-q3")
    page.get_by_role("button", name="Copy as JSON: q3").click()
    lines = (PROJECT / "seeds/000_99e9e84659dd5abe/annotations.jsonl").read_text().splitlines()
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied") == next(
        line for line in lines if json.loads(line)["id"] == "q3"
    )


def test_a_rule_leads_to_the_guidelines(open_page: Open):
    page = open_page(FIRST)
    page.click("#at-q2")
    page.locator("#selected .more a").first.click()
    page.wait_for_url("**/guidelines.html#Q3")
    assert _in_view(page, "h4:has(#Q3)")


def test_every_link_leads_somewhere(open_page: Open):
    for site, address in [*(("seeds", one) for one in SEEDS), *(("made", one) for one in MADE)]:
        page = open_page(address, site)
        links = page.locator("a[href]").evaluate_all("all => all.map((one) => one.href)")
        for link in {one for one in links if one.startswith("file:")}:
            file, _, anchor = link.removeprefix("file://").partition("#")
            assert Path(file).is_file(), link
            if anchor and file.endswith(address):
                assert page.evaluate("id => document.getElementById(id) !== null", anchor), link


# Without a script, on paper.

WITHOUT_IDS = """(text) => {
    text.querySelectorAll(".tag").forEach((one) => one.remove());
    return text.textContent;
}"""


def test_without_a_script_everything_is_there(open_page: Open):
    page = open_page(f"{FIRST}#s5", java_script_enabled=False)
    assert page.locator("#s5").is_visible()  # in a group that was closed
    assert page.locator("#selected").is_hidden()
    page.locator("#q2 dd a").first.click()
    page.locator("#s5 .id").click()
    assert _in_view(page, "#at-s5")
    assert "He said he was" not in page.inner_text("#text")  # the ids are in between
    text = page.locator("#text").evaluate(WITHOUT_IDS)
    assert 'He said he was "confident" that OpenAI would build' in text


def test_the_text_is_the_text(open_page: Open):
    page = open_page(LONGEST)
    shown = page.locator("#text").evaluate(WITHOUT_IDS)
    raw = (PROJECT / "seeds/004_703e615c13756639/raw.txt").read_text()
    assert shown.split() == raw.split()


def test_hostile_text_is_text(open_page: Open):
    page = open_page("documents/hostile.html", "made")
    assert page.locator("h1").inner_text().startswith("</script></title>")
    assert page.locator("script").count() == 1
    assert page.locator("img, svg, iframe").count() == 0
    assert "U+202E" in page.inner_text("#text")
    assert "{{ 7 * 7 }} ${7} 𝒳𝒴" in page.inner_text("#text").replace("m1", "")


@pytest.mark.parametrize("address", [FIRST, "guidelines.html"])
def test_a_page_is_printed(address: str, open_page: Open, tmp_path: Path):
    page = open_page(address)
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    if address == FIRST:
        assert page.locator("#text").is_visible()
        assert page.locator("#s1").is_visible()  # in a group that is closed on the screen
        assert not page.locator("#layers").is_visible()
    page.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 10_000
