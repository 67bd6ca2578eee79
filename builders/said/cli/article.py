"""Reads the article that a command is given, before it becomes the text of a document."""

from __future__ import annotations

from pathlib import Path

from said.cli.terminal import say


def read_article(file: Path) -> str:
    """The text in a file; what is hidden in it is told.

    Raises BadInput for what can be no text of a document.
    """
    from said.annotators.inputs import BadInput
    from said.findings.catalogue import errors
    from said.seeds.files import read_text_file

    # Somebody named it, so it may be a link.
    text, findings, _ = read_text_file(file.resolve(), str(file))
    told = [str(finding) for finding in findings]
    if text is None or errors(findings):
        cause = f"{file}: this can be no text of a document"
        raise BadInput(cause, "correct it; nothing was written", told)
    for line in told:
        say(line)
    return text
