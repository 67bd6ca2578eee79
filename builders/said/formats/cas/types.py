"""The type system of our annotations, as the schema has them, in the form that INCEpTION takes for
layers: span layers below `uima.tcas.Annotation`, slots of links with a role and a target."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from said.formats import graph
from said.schema import scheme
from said.schema.scheme import LAYERS
from said.system.errors import SaidError

if TYPE_CHECKING:
    from cassis import TypeSystem
    from cassis.typesystem import Type

TYPES = "TypeSystem.xml"
"""The name of the file of the type system, also of that which INCEpTION exports."""

DOCUMENT = "custom.Document"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105

FRAGMENT = "fragment"
FRAGMENTS = "fragments"
"""The slot of the fragments behind the first, which are of the type of FRAGMENT."""

ANCHORED = "anchoredToDct"
"""Whether the document's time is a date's anchor; a slot cannot lead there."""

_STRING = "uima.cas.String"
_ANNOTATION = "uima.tcas.Annotation"
# INCEpTION lets no feature have this name.
_RESERVED = "type"


def cassis() -> Any:
    """The library that reads and writes CAS. Raises SaidError where it is not installed."""
    try:
        import cassis
    except ImportError as error:
        raise SaidError(
            "dkpro-cassis is not installed, which reads and writes CAS",
            "pip install 'said-corpus[cas]'",
        ) from error
    return cassis


def type_name(kind: str) -> str:
    """The type of a layer, of cue or verbatim fragments, or of further fragments."""
    return f"custom.{kind.capitalize()}"


def link_name(layer: str, slot: str) -> str:
    """The type of the links in a slot."""
    return f"{type_name(layer)}{slot.capitalize()}Link"


def feature_name(layer: str, field: str) -> str:
    """The feature of a field."""
    return f"{layer}{field.capitalize()}" if field == _RESERVED else field


@cache
def slots(layer: str) -> dict[str, str]:
    """The slots of a layer, each with what it leads to: a layer, a side, or a fragment."""
    found = {role: role for role in graph.SIDES.get(layer, ())}
    if scheme.MAIN_FIELD[layer] != "span":
        found[FRAGMENTS] = FRAGMENT
    return found | scheme.REFERENCES[layer]


@cache
def parts() -> tuple[str, ...]:
    """What slots lead to besides layers: cue and verbatim fragments, and further ones."""
    kinds = (kind for layer in LAYERS for kind in slots(layer).values())
    return tuple(kind for kind in dict.fromkeys(kinds) if kind not in LAYERS)


def type_system() -> TypeSystem:
    """The type system."""
    made = cassis().TypeSystem()
    for name in (SENTENCE, TOKEN):
        made.create_type(name, _ANNOTATION)
    metadata = made.create_type(METADATA, "uima.tcas.DocumentAnnotation")
    document = made.create_type(DOCUMENT, "uima.cas.AnnotationBase", "Which document this is.")
    for type_, names in ((metadata, ("documentTitle", "documentId")), (document, ("docId", "dct"))):
        for name in names:
            made.create_feature(type_, name, _STRING)
    for layer in LAYERS:
        made.create_type(type_name(layer), _ANNOTATION, scheme.description(layer))
        for side in graph.SIDES.get(layer, ()):
            made.create_type(type_name(side), _ANNOTATION, scheme.description(layer, side))
    made.create_type(type_name(FRAGMENT), _ANNOTATION, "A further fragment of a unit (X3).")
    for layer in LAYERS:
        _add_features(made, made.get_type(type_name(layer)), layer)
    return made


def _add_features(made: TypeSystem, type_: Type, layer: str) -> None:
    made.create_feature(type_, "id", _STRING, description=scheme.description(layer, "id"))
    for field in graph.attribute_fields(layer):
        range_ = _STRING
        if scheme.is_integer(layer, field):
            range_ = "uima.cas.Integer"
        elif scheme.is_list(layer, field):
            range_ = "uima.cas.StringArray"
        name = feature_name(layer, field)
        made.create_feature(type_, name, range_, description=scheme.description(layer, field))
    if "anchor" in scheme.REFERENCES[layer]:
        made.create_feature(
            type_, ANCHORED, "uima.cas.Boolean", description="Whether the anchor is dct (D4)."
        )
    for slot, kind in slots(layer).items():
        link = made.create_type(link_name(layer, slot), "uima.cas.TOP")
        made.create_feature(link, "role", _STRING)
        made.create_feature(link, "target", type_name(kind))
        described = None if slot == FRAGMENTS else scheme.description(layer, slot)
        made.create_feature(type_, slot, "uima.cas.FSArray", link, described)
