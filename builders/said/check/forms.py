"""Errors of a schema in words: what a field must hold, and what was likely meant instead.

The words are in the schemas: `x-form` describes what a pattern or a shape asks for, with an
example, and `x-new` is what a new record has. `likely_values` rewrites a value in the ways in which
people get it wrong and keeps what the pattern takes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from said.findings import nearest
from said.schema import load_schemas
from said.text import jsontext

Schema = Mapping[str, Any]

MOST_ERRORS = 20
"""Mistakes of one value that are told."""
_NO_VALUE = object()
_LONGEST = 200
"""Characters of a value that is rewritten."""


def describe_field(schema: Schema, base: str) -> str | None:
    """What a field must hold: its closed set, its form, or the description of the field, each
    without the rule; `base` is the id of the schema that the field is in."""
    target = _resolved(schema, base)
    if "enum" in target:
        return f"one of {', '.join(_labels(schema, target))}"
    if "const" in target:
        return jsontext.compact(target["const"]).decode()
    form = schema.get("x-form", target.get("x-form"))
    if form is not None:
        return str(form)
    words = schema.get("description") or target.get("description")
    return _uncapitalised(_without_rule(words)) if words else None


def _labels(schema: Schema, target: Schema) -> list[str]:
    excluded = schema.get("not", {}).get("const", _NO_VALUE)
    return [str(label) for label in target["enum"] if label != excluded]


def _resolved(schema: Schema, base: str) -> Schema:
    """The schema that a field refers to, past a choice between it and null."""
    while True:
        if "$ref" in schema:
            schema, base = _target(schema["$ref"], base)
        elif "anyOf" in schema:
            schema = schema["anyOf"][0]
        else:
            return schema


def _target(reference: str, base: str) -> tuple[Schema, str]:
    """What a reference points at; where the schema that it is in is not known, in common.json."""
    schemas = load_schemas()
    try:
        return schemas.resolve(reference, base)
    except KeyError:
        return schemas.resolve(reference, f"{schemas.base}common.json")


def _without_rule(description: str) -> str:
    return re.sub(r"\s*\([A-Z]\d[^)]*\)", "", description).rstrip(".")


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def new_value(schema: Schema) -> str | None:
    """What a new record has in a field, as JSON; None if that cannot be said."""
    value = schema.get("x-new", _NO_VALUE)
    return None if value is _NO_VALUE else jsontext.compact(value).decode()


# ---- errors in words


def missing_fields(error: Any) -> list[str]:
    """The fields that a record must have and has not."""
    return [key for key in error.validator_value if key not in error.instance]


def surplus_fields(error: Any) -> list[str]:
    """The fields that are too many, or some of very many."""
    surplus = (key for key in error.instance if key not in error.schema["properties"])
    return list(islice(surplus, MOST_ERRORS))


def shown_value(value: Any) -> str:
    """A value as it stands in a message."""
    written = jsontext.compact(value).decode()
    return written if len(written) <= 60 else written[:57] + "..."


_TYPES = {
    "array": "a list, in [ ]",
    "object": "an object, in { }",
    "string": "a string, in double quotes",
    "integer": "a whole number",
    "null": "null",
    "boolean": "true or false",
}


def _type_in_words(types: Sequence[str]) -> str:
    """Types of JSON for somebody who does not know it."""
    return " or ".join(_TYPES.get(one, one) for one in types)


def error_message(error: Any) -> str:
    """One error of `jsonschema` in words for somebody who does not know JSON Schema."""
    keys = [key for key in error.absolute_path if isinstance(key, str)]
    name = keys[-1] if keys else "the record"
    given = shown_value(error.instance)
    match error.validator:
        case "required":
            missing = missing_fields(error)
            return f"missing: {', '.join(missing)}"
        case "additionalProperties":
            fields = ", ".join(error.schema["properties"])
            return f"not a field here: {', '.join(surplus_fields(error))}; the fields are {fields}"
        case "enum":
            return f"{name}: {given} is not one of {', '.join(map(str, error.validator_value))}"
        case "const":
            return f"{name}: {given} must be {jsontext.compact(error.validator_value).decode()}"
        case "pattern":
            return f"{name}: {given} must be {error.schema['x-form']}"
        case "type":
            wanted = error.validator_value
            wanted = [wanted] if isinstance(wanted, str) else wanted
            return f"{name}: {given} is not {_type_in_words(wanted)}"
        case "minItems" | "minLength":
            return f"{name} is empty"
        case "minimum" | "maximum":
            return f"{name}: {given} is out of range ({error.validator} {error.validator_value})"
        case "maxItems" | "maxLength":
            limit, size = error.validator_value, len(error.instance)
            what = "items" if error.validator == "maxItems" else "characters"
            return f"{name} has {size:,} {what}, of at most {limit:,}"
        case "uniqueItems":
            return f"{name}: {given} has an item twice"
        case "not":
            return f"{name}: {given} is not allowed here"
        case _:
            return f"{name}: {error.message}"


# ---- what may have been meant


def likely_values(given: str, schema: Schema) -> list[str]:
    """What may have been meant by a value that does not match its pattern: all readings of a date,
    of anything else the most likely one."""
    pattern = re.compile(schema["pattern"].replace("$", r"\Z"))
    fitting: list[str] = []
    if len(given) > _LONGEST:
        return fitting
    is_licence = "SPDX" in schema.get("x-form", "")  # which nothing else can be turned into
    for readings in [_licences(given)] if is_licence else _readings(given.strip()):
        fitting = [one for one in dict.fromkeys(readings) if one != given and pattern.search(one)]
        fitting = [one for one in fitting if len(one) <= schema.get("maxLength", _LONGEST)]
        if fitting:
            return fitting
    return fitting


def _readings(given: str) -> Iterator[list[str]]:
    """What a value may be meant for, the most likely first; only some fit each pattern."""
    yield [given]
    yield _dates(given)
    yield [_instant(given)]
    if given.startswith("www."):
        yield [f"https://{given}"]
    yield [given.rstrip("/").rsplit("/", 1)[-1]]  # the id at the end of an address or global id
    yield [_LANGUAGES.get(given.casefold(), ""), given.replace("_", "-")]
    yield [given.lower(), given.upper()]
    plain = _plain(given)
    yield [re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")]
    yield [re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")]
    version = re.fullmatch(r"v?(\d+)(?:\.(\d+))?", given)
    if version:
        yield [f"{version[1]}.{version[2] or 0}.0"]


def _plain(given: str) -> str:
    """A string without accents and apostrophes."""
    spelled = given.translate(_SPELLED)
    decomposed = unicodedata.normalize("NFKD", spelled)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "'": "", "’": ""}
)
_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "dutch": "nl", "portuguese": "pt", "swedish": "sv", "norwegian": "no", "danish": "da",
}  # fmt: skip
_NUMBERS = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})")
_WRITTEN = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%B %d %Y", "%Y%m%d", "%Y %B %d")


def _dates(given: str) -> list[str]:
    """The days that a date in another form can mean: two if nobody can tell day and month."""
    numbers = _NUMBERS.fullmatch(given)
    if numbers is None:
        plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|^[A-Za-z]+day,? |\.(?= )", "", given)
        return [day for form in _WRITTEN for day in _parsed(plain, form)]
    first, second, third = map(int, numbers.groups())
    if len(numbers[1]) == 4:
        return _day(first, second, third)
    year = third if len(numbers[3]) == 4 else 2000 + third
    if len(numbers[3]) not in (2, 4):
        return []
    day_first = _day(year, second, first)
    return day_first if "." in given and day_first else [*_day(year, first, second), *day_first]


def _day(year: int, month: int, day: int) -> list[str]:
    return _parsed(f"{year:04}-{month:02}-{day:02}", "%Y-%m-%d")


def _parsed(given: str, form: str) -> list[str]:
    try:
        return [datetime.strptime(given, form).date().isoformat()]
    except ValueError:
        return []


def _instant(given: str) -> str:
    """A date and time with T between them, seconds, and a colon in the offset."""
    parts = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?", given
    )
    if parts is None:
        return ""
    offset = {"UTC": "Z", "GMT": "Z"}.get(parts[4] or "", parts[4] or "")
    if len(offset) == 5:
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{parts[1]}T{parts[2]}{parts[3] or ':00'}{offset}"


_LICENCES = (
    *("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0"),
    *("CC-BY-NC-ND-4.0", "CC-BY-3.0", "CC-BY-SA-3.0", "CC0-1.0", "PDDL-1.0", "ODbL-1.0"),
    *("Apache-2.0", "MIT"),
)


def _licences(given: str) -> list[str]:
    """The SPDX identifier of a licence that is named with spaces or without the end of its
    version: "CC BY 4"."""
    if not re.match(r"(?i)cc\b|cc0|creative|public|odbl|pddl|apache|mit\b", given):
        return []
    words = re.sub(r"(?i)creative commons|public domain", "CC", given)
    words = re.sub(r"(?i)\s*\b(?:licen[cs]e|international|unported)\b", "", words).strip()
    version = re.sub(r"(?<![\d.])(\d)$", r"\1.0", re.sub(r"[\s_]+", "-", words))
    by_name = {licence.casefold(): licence for licence in _LICENCES}
    like = nearest.nearest_word(version.casefold(), by_name)
    return [by_name[like]] if like else []
