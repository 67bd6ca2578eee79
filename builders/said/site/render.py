"""Renders pages: templates with autoescape, and text from outside as nothing but text.

A character that nobody sees, such as one that turns the direction of a text, is written as its
code. Addresses are relative, so that a site opens from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from said.text.hidden import HIDDEN_CHARACTER

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
_WEB = re.compile(r"https?://[^\s<>\"]+")


@cache
def environment() -> Environment:
    """The templates of the package."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"text": as_text, "lean": as_lean_text, "web": web_address, "path": quote}
    return made


def render_page(template: str, root: str, **context: Any) -> Iterator[str]:
    """A page in pieces. `root` is the way from its folder to that of the site, such as `../`."""
    return environment().get_template(template).generate(root=root, **context)


def as_text(text: object) -> Markup:
    """A text from outside as HTML, with what is hidden in it shown."""
    escaped = escape(str(text))
    if not HIDDEN_CHARACTER.search(escaped):
        return escaped
    return Markup(HIDDEN_CHARACTER.sub(_shown, escaped))  # noqa: S704 - it is escaped


def as_lean_text(text: str) -> Markup:
    """As `as_text`, but quotation marks stay as they are, for text that is in no attribute."""
    return Markup(as_text(text).replace("&#34;", '"').replace("&#39;", "'"))  # noqa: S704


def _shown(match: re.Match[str]) -> str:
    return f'<span class="hidden-character">U+{ord(match.group()):04X}</span>'


def web_address(given: object) -> str | None:
    """An address to link to; None for anything else, such as a script."""
    return given if isinstance(given, str) and _WEB.fullmatch(given) else None
