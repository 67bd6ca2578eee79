"""The pages that annotations lead to: the guidelines, and the rules of the annotators.

A rule of the guidelines has its id as an address, `guidelines.html#Q8`, besides the one that GitHub
gives its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup

from said.findings.explain import heading_anchor, read_guidelines, read_rules
from said.site.render import environment, render_page

_WORDS = re.compile(r"[^a-z0-9]+")


def rule_anchor(layer: str, rule: str) -> str:
    """The address of a rule of the annotators on its page."""
    return f"{layer}-{_WORDS.sub('-', rule.lower()).strip('-')}"


environment().globals["rule_anchor"] = rule_anchor


def guidelines_page(site: Any) -> Iterator[str]:
    """The guidelines."""
    return render_page(
        "prose.html",
        "",
        site=site,
        here="guidelines.html",
        name="Guidelines",
        prose=prose_html(read_guidelines()),
    )


def rules_page(site: Any) -> Iterator[str]:
    """The rules of the annotators."""
    from said.annotators.rulebook import listed_rules

    layers = [(name, list(rules)) for name, rules in groupby(listed_rules(), lambda one: one.layer)]
    return render_page("rules.html", "", site=site, here="rules.html", layers=layers)


def prose_html(source: str) -> Markup:
    """A text in Markdown as HTML, whose headings can be linked to. HTML in it is text, and links
    that lead to other files are none, because the site does not have them."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(source)
    rules = {rule.heading: rule.id for rule in read_rules().values()}
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", heading_anchor(following.content))
        for child in token.children or ():
            href = child.attrGet("href") if child.type == "link_open" else None
            if isinstance(href, str) and not href.startswith(("#", "https://", "http://")):
                child.attrs.pop("href")
    html = parser.renderer.render(tokens, parser.options, {})
    for heading, rule in rules.items():
        anchor = heading_anchor(heading)
        html = html.replace(f'<h4 id="{anchor}">', f'<h4 id="{anchor}"><span id="{rule}"></span>')
    return Markup(html)  # noqa: S704 - the parser escapes HTML in its source
