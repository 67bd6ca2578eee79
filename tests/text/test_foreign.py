"""Every row of `foreign.toml` has a sample that it names; articles are named by none."""

from __future__ import annotations

import io
import re
import tomllib
import unicodedata
import zipfile
from pathlib import Path

from each_case import each_case
from said.seeds.files import decode_text
from said.system.places import SOURCE_ROOT
from said.text import foreign

ARTICLE = """Norrvik to close its old ferry pier

29 May 2024

Norrvik will close its old ferry pier for repairs — perhaps in June. “The old pier is dangerous, and
we won’t wait for an accident,” said Märta Lindén, the harbour master. The café near the quay, she
said, “stays open”.

Jonas Berg, a pilot, said on Tuesday that the largest ferry would sail from the north harbour.
"""
CZECH = ARTICLE.replace("Märta Lindén", "Paweł Żółty").replace("Jonas Berg", "Jiří Šťastný")
ROWS = tomllib.loads(Path(foreign.__file__).with_suffix(".toml").read_text("utf-8"))


def archive(*names: str, kind: str = "") -> bytes:
    """A ZIP archive of empty files; `kind` is the type that it begins with."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as opened:
        if kind:
            opened.writestr("mimetype", kind)
        for name in names:
            opened.writestr(name, "")
    return raw.getvalue()


def page(tag: str) -> str:
    return "".join(f"<{tag}>{line}</{tag}>\n" for line in ARTICLE.splitlines() if line)


SAMPLES: dict[str, bytes | str] = {
    "pdf": "%PDF-1.4\n1 0 obj\n",
    "postscript": "%!PS-Adobe-3.0\n",
    "rtf": r"{\rtf1\ansi Norrvik\par}",
    "docx": archive("[Content_Types].xml", "word/document.xml"),
    "xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": archive("[Content_Types].xml", "ppt/presentation.xml"),
    "epub": archive("META-INF/container.xml"),
    "pages": archive("Index/Document.iwa"),
    "odt": archive("content.xml", kind="application/vnd.oasis.opendocument.text"),
    "epub-by-type": archive("OPS/a.xhtml", kind="application/epub+zip"),
    "zip": archive("article.txt"),
    "empty-zip": archive(),
    "ole": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(60),
    "gzip": bytes.fromhex("1f8b0800") + bytes(20),
    "bzip2": b"BZh91AY&SY\x9c",
    "xz": bytes.fromhex("fd377a585a0000"),
    "zstd": bytes.fromhex("28b52ffd04"),
    "seven-zip": bytes.fromhex("377abcaf271c00"),
    "rar": b"Rar!\x1a\x07\x00",
    "tar": b"article.txt" + bytes(246) + b"ustar\x0000",
    "png": bytes.fromhex("89504e470d0a1a0a"),
    "jpeg": bytes.fromhex("ffd8ffe000104a464946"),
    "gif": b"GIF89a\x01\x00",
    "tiff": bytes.fromhex("49492a0008000000"),
    "tiff-big-endian": bytes.fromhex("4d4d002a00000008"),
    "heic": b"\0\0\0\x18ftypheic",
    "webp-wave-avi": b"RIFF\x24\0\0\0WAVE",
    "mp4": b"\0\0\0\x20ftypisom",
    "mp3": b"ID3\x04\0\0",
    "ogg": b"OggS\0\x02",
    "flac": b"fLaC\0\0",
    "matroska": bytes.fromhex("1a45dfa3a3"),
    "sqlite": b"SQLite format 3\0",
    "parquet": b"PAR1\x15\x04",
    "arrow": b"ARROW1\0\0",
    "plist": b"bplist00\xd1",
    "pickle": bytes.fromhex("80049500"),
    "elf": bytes.fromhex("7f454c4602"),
    "djvu": b"AT&TFORM\0\0",
    "mobi": bytes(60) + b"BOOKMOBI",
    "utf-32": ARTICLE.encode("utf-32"),
    "utf-16": ARTICLE.encode("utf-16-le"),
    "binary": bytes(range(256)) * 4,
    "surrogates": b"Norrvik closes its pier. \xed\xa0\xbd\xed\xb8\x80\n",
    "mixed-encodings": (ARTICLE * 3).encode() + "café".encode("latin-1"),
    "eight-bit": ARTICLE.encode("cp1252"),
    "null": ARTICLE.replace("June", "Ju\0ne"),
    "conflict": f"<<<<<<< HEAD\n{ARTICLE}=======\n>>>>>>> theirs\n",
    "git-lfs": "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    "patch": "diff --git a/x.txt b/x.txt\n--- a/x.txt\n+++ b/x.txt\n",
    "warc": "WARC/1.0\r\nWARC-Type: response\r\n",
    "http": "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
    "mhtml": "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n",
    "e-mail": "Return-Path: <a@b.example>\nSubject: Pier\n\nNorrvik\n",
    "timeml": '<?xml version="1.0"?>\n<TimeML><TEXT>Norrvik</TEXT></TimeML>',
    "feed": '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>',
    "flat-odt": '<?xml version="1.0"?>\n<office:document xmlns:office="urn:x"></office:document>',
    "location": '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>URL</key></dict></plist>',
    "xml": f'<?xml version="1.0"?>\n<nitf>{ARTICLE}</nitf>',
    "html": f"<!-- saved -->\n<!DOCTYPE html>\n<html><body>{ARTICLE}</body></html>",
    "html-tags": page("p"),
    "sgml": f"<DOC>\n<TEXT>\n{ARTICLE}</TEXT>\n</DOC>\n",
    "front-matter": f"---\ntitle: Pier\ntags:\n  - port\n---\n\n{ARTICLE}",
    "latex": f"\\documentclass{{article}}\n\\begin{{document}}\n{ARTICLE}",
    "subtitles": "1\n00:00:01,000 --> 00:00:04,000\nNorrvik will close its pier.\n",
    "ass-subtitles": "[Script Info]\nTitle: Pier\nDialogue: 0,0:00:01.00\n",
    "json-lines": '{"text": "Norrvik"}\n{"text": "Lind"}\n',
    "notebook": '{"cells": [], "nbformat": 4}',
    "json-array": '[\n {"text": "Norrvik"}\n]\n',
    "json": '{"title": "Pier", "body": "Norrvik"}\n',
    "notebook-or-log": "2024-05-29 10:00:00 INFO started\n2024-05-29 10:00:01 ERROR failed\n",
    "brat": "T1\tPER 0 4\tLind\nR1\tSaid Arg1:T1 Arg2:T2\n",
    "conll": "1\tNorrvik\tNorrvik\tPROPN\n2\tcloses\tclose\tVERB\n",
    "table": 'id,date,text\n1,2024-05-29,"a, b"\n2,2024-05-30,c\n',
    "yaml": "title: Pier\ndate: 2024-05-29\nbody: |\n  Norrvik will close its pier.\n",
    "address": "https://example.org/2024/05/29/pier.html\n",
    "source-code": "window.__DATA__ = {};\n",
    "bibliography": "@article{pier2024,\n title = {Pier}}\n",
    "calendar": "BEGIN:VCALENDAR\nVERSION:2.0\n",
    "shell-or-code": "#!/bin/sh\necho\n",
    "shortcut": "[InternetShortcut]\nURL=https://example.org\n",
    "error-page": "403 Forbidden\n\nnginx\n",
    "mojibake": ARTICLE.encode().decode("latin-1"),
    "part-mojibake": ARTICLE.replace("é", "Ã©").replace("ä", "Ã¤"),
    "lost-characters": ARTICLE.replace("é", "\ufffd"),
    "lost-question-marks": "The caf?s na?ve fa?ade of M?rta stays open.\n",
    "entities": ARTICLE.replace("“", "&ldquo;"),
    "some-tags": ARTICLE.replace("June", "<b>June</b>"),
    "wiki": "'''Norrvik''' is a [[town]].\n== History ==\n",
    "markdown": f"# Pier\n\nBy [Ann Holt](https://example.org)\n\n{ARTICLE}",
    "restructured-text": f"Pier\n====\n\n:Date: 2024-05-29\n\n.. image:: pier.jpg\n\n{ARTICLE}",
    "latex-markup": 'The \\emph{old} pier of Norr\\"{a}sk is closed.\n',
    "percent-encoded": "Norrvik%20will%20close%20its%20old%20pier%0A",
    "bytes-literal": "b'\\xe2\x80\x9cThe pier\\xe2\x80\x9d'",
    "news-archive": f"Length: 300 words\nByline: Ann Holt\n{ARTICLE}Load-Date: May 29, 2024\n",
    "org": f"#+TITLE: Pier\n{ARTICLE}",
    "chat": "".join(f"[29/05/2024, 10:0{n}:00] Ann: yes\n" for n in range(9)),
    "times": "".join(f"00:0{n}\nthe pier is closed\n" for n in range(9)),
    "bbcode": "[b]Norrvik[/b] closes its [i]pier[/i].\n",
    "invisible": ARTICLE.replace("harbour", "har\u00adbour"),
    "ligatures": ARTICLE.replace("for", "\ufb01or"),
    "hyphenation": "The ferry har-\nbour of the lit-\ntle town is un-\nder repair.\n",
    "carriage-returns": ARTICLE.replace("\n", "\r"),
    "decomposed": unicodedata.normalize("NFD", ARTICLE),
    "quoted-printable": "The old pier is closed =\nand the caf=C3=A9 =E2=80=93 open.\n",
    "base64": "SGVsbG8gd29ybGQhIEhlbGxvIHdvcmxkISBIZWxsbyB3b3JsZCEgSGVsbG8gd29y\n" * 5,
    "escapes": "Norrvik closes.\\n\\nThe caf\\u00e9 stays open.\n",
    "quoted-reply": "".join(f"> {line}\n" for line in ARTICLE.splitlines()),
    "line-numbers": "".join(f"{n:3} {line}\n" for n, line in enumerate(ARTICLE.splitlines(), 1)),
    "indented": "".join(f"    {line}\n" for line in ARTICLE.replace(". ", ".\n").splitlines()),
    "no-break-spaces": ARTICLE.replace(" ", "\u00a0"),
    "columns": "The pier of the town is closed        and the ferry goes there\n" * 9,
    "scanned": "The 0ld pier is c1osed, the harb0ur m0ved, the t0wn h1red a b0at.\n",
    "compared": "".join(f"{'+-'[n % 2]} line {n} of the text\n" for n in range(9)),
    "utf-7": "Norrvik +IBQ- perhaps in June. +IBw-The old pier+IB0- is closed.\n",
    "navigation": f"Home\nMenu\nSign in\n{ARTICLE}Share\nMost read\nPrivacy policy\n",
    "truncated": f"{ARTICLE}\n[+1200 chars]\n",
    "placeholder": "Lorem ipsum dolor sit amet.\n",
}


def identified(raw: bytes) -> list[foreign.Foreign]:
    """What a file is named as, first by its bytes."""
    if found := foreign.identify_bytes(raw, "story.txt"):
        return [found]
    return foreign.identify_text(raw.decode(), "story.txt")


def test_every_row_has_a_sample() -> None:
    assert set(SAMPLES) == {name for name, row in ROWS.items() if "hidden" not in row}


@each_case("name", SAMPLES)
def test_a_sample_is_named_by_its_row(name: str) -> None:
    sample, row = SAMPLES[name], ROWS[name]
    found = identified(sample.encode() if isinstance(sample, str) else sample)
    pattern = re.escape(row["name"]).replace(re.escape("{encoding}"), "[A-Z0-9-]+")
    assert any(re.fullmatch(pattern, one.name) for one in found), [one.name for one in found]
    assert found[0].trace == row.get("trace", False)
    assert found[0].trace or len(found) == 1
    assert not {"{file}", "{out}", "{encoding}"} & set(found[0].remedy.split())


@each_case("encoding", ["cp1252", "mac-roman", "cp850", "utf-16-be", "utf-16-le"])
def test_the_encoding_leads_back_to_the_text(encoding: str) -> None:
    text = ARTICLE if encoding != "cp850" else re.sub("[—“”’]", "-", ARTICLE)
    raw = text.encode(encoding)
    found = foreign.identify_bytes(raw, "story.txt")
    assert found
    told = re.search("iconv -f ([A-Z0-9-]+) ", found.remedy)
    codecs = {"MACINTOSH": "mac-roman"}
    assert told
    assert raw.decode(codecs.get(told[1], told[1])) == text


def test_a_name_with_spaces_is_quoted_and_a_document_keeps_its_text() -> None:
    found = foreign.identify_bytes(b"%PDF-1.4", "my story.pdf")
    assert found
    assert "'my story.pdf' 'my story-plain.txt'" in found.remedy
    found = foreign.identify_bytes(b"%PDF-1.4", "seeds/pier/raw.txt")
    assert found
    assert "seeds/pier/raw.txt pier-plain.txt" in found.remedy
    (trace,) = foreign.identify_text(ARTICLE.replace("“", "&ldquo;"), "seeds/pier/raw.txt")
    assert trace.remedy.endswith("; then: said reanchor pier pier-plain.txt")


@each_case(
    ("raw", "told"),
    [
        (b"\xef\xbb\xbf\n{\\rtf1 Norrvik}", "a rich text file (RTF)"),
        (b"\r\njunk\n%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b'title,day,body\nPier,May,"Closed.\n\nFor ""us"", they say."\n', "a table (CSV or TSV)"),
        (CZECH.encode("cp1250"), "text in WINDOWS-1250, not in UTF-8"),
    ],
)  # fmt: skip
def test_what_comes_before_or_inside_hides_nothing(raw: bytes, told: str) -> None:
    assert [one.name for one in identified(raw)] == [told]


@each_case("character", ["\ufeff", "\u202e", "\u2066", "\x1b", "\x08", "\x0c", "\x93"])
def test_a_character_that_nobody_sees_has_its_remedy(character: str) -> None:
    assert foreign.remedy_of_hidden(character, "story.txt")


@each_case(
    "text",
    [
        "On Monday, 23 people left, he said.\n\nOn Tuesday, 24 left, she said.\n",
        "Lind, who left, lost.\n\nBerg, who came, won, they say.\n\nKraft, a pilot, slept.\n",
        ARTICLE,
        ARTICLE.replace("\n", "\r\n"),
        "港の古い桟橋は閉鎖される。\n",
        "Nein.\n",
    ],
)
def test_an_article_is_named_by_no_row(text: str) -> None:
    assert identified(text.encode()) == []


def test_the_texts_of_the_corpus_are_articles() -> None:
    for file in SOURCE_ROOT.glob("seeds/*/raw.txt"):
        assert identified(file.read_bytes()) == [], file


@each_case("raw", [b"\xff", b"\x80" * 9, b"PK\x03\x04\xff", b"\xd0\xcf", b"a\xc3"])
def test_bytes_that_are_cut_off_are_not_text(raw: bytes) -> None:
    text, findings = decode_text(raw, "story.txt")
    assert text is None
    assert len(findings) == 1


@each_case(
    "text",
    [
        "---\n" + "-a:b\n" * 3000,
        "<!--" + "--><!--" * 3000,
        "a:b\n" * 5000 + "Received",
        "<p" + "<" * 50_000,
        "[[" * 20_000,
        '"' * 50_000 + ",,",
        "=\n" * 20_000,
        "0:00:00 -->" * 5000,
    ],
)
def test_a_hostile_text_is_looked_at_in_no_time(text: str) -> None:
    # It would not end otherwise.
    identified(text.encode())
