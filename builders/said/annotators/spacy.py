"""The component `said` of a spaCy pipeline: `spacy.blank("en").add_pipe("said")`.

It annotates the text of a document and adds spans to `doc.spans`, in the groups that
`said.formats.spacy` describes. `doc._.said` has the annotation lines, `doc._.said_entities` those
whom they name; `span._.said` is the annotation of a span, `span._.said_speakers` the names of its
speakers. The document's time is that of the component, or `doc._.said_dct` where that is set before
the component runs. The tokens are those of the pipeline; what they cannot hold exactly is counted
in `doc.user_data["said"]["lost"]`.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from said.annotators.annotate import check_options, load_models
from said.annotators.files import Options
from said.annotators.protocol import Convention
from said.formats.document import AnnotatedText
from said.formats.spacy import DATA, fill_doc
from said.schema.scheme import known_layers


@Language.factory(  # type: ignore[untyped-decorator]
    "said",
    default_config={
        "layers": ["quotes", "speakers", "dates"],
        "dct": None,
        "convention": None,
        "narrative": False,
        "min_precision": 0.0,
        "model": [],
    },
)
def make_component(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    layers: Sequence[str],
    dct: str | None,
    convention: str | None,
    narrative: bool,
    min_precision: float,
    model: str | list[str],
) -> Annotating:
    """Makes the component; its settings are those of `said.annotate`, which also says what raises
    SaidError."""
    _add_extensions()
    options = Options(
        dct,
        layers,
        cast("Convention | None", convention),
        narrative=narrative,
        min_precision=min_precision,
        model=load_models(model),
    )
    return Annotating(options._replace(layers=check_options(*options)))


class Annotating:
    """Annotates documents."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self, doc: Doc) -> Doc:
        """Adds the annotations of a document to it."""
        dct = doc._.said_dct or self._options.dct
        made = self._options._replace(dct=dct).draft(doc.text, "")
        for problem in made.problems:
            warnings.warn(str(problem), stacklevel=2)
        layers = known_layers([layer.removesuffix("s") for layer in made.layers])
        document = AnnotatedText("", doc.text, dct, made.annotations, layers=layers)
        lost = fill_doc(doc, document)
        doc.user_data[DATA]["lost"] = dict(lost)
        doc._.said = made.annotations
        doc._.said_entities = made.entities
        return doc


def _add_extensions() -> None:
    if Doc.has_extension("said"):
        return
    Doc.set_extension("said", default=None)
    Doc.set_extension("said_entities", default=None)
    Doc.set_extension("said_dct", default=None)
    Span.set_extension("said", getter=_annotation)
    Span.set_extension("said_speakers", getter=_speakers)


def _annotation(span: Span) -> dict[str, Any] | None:
    found = (one for one in span.doc._.said or () if one["id"] == span.id_)
    return next(found, None)


def _speakers(span: Span) -> list[str]:
    names = {one["id"]: one["name"] for one in span.doc._.said_entities or ()}
    annotation = _annotation(span) or {}
    return [names.get(who, who) for who in annotation.get("speakers", ())]
