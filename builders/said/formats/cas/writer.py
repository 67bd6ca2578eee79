"""Writes a document as a CAS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from said.formats import graph
from said.formats.cas import types
from said.formats.cas.reader import SUFFIX
from said.formats.document import AnnotatedText, Written
from said.formats.encoding import xml_losses, xml_string
from said.formats.graph import Node
from said.text.reading import read_text
from said.text.segments import Range
from said.text.tokens import find_tokens

if TYPE_CHECKING:
    from cassis.typesystem import FeatureStructure

_LANGUAGE = "en"


def write_cas(document: AnnotatedText) -> Written:
    """A document as a CAS and its type system."""
    made, lost = graph.to_linked_graph(document.annotations)
    writer = _CasWriter(document)
    for node in made.nodes:
        writer.add(node)
    for edge in made.edges:
        writer.link(edge.of, edge.role, writer.mains[edge.to])
    strings = [document.text, document.doc_id, document.dct or ""]
    strings += [string for node in made.nodes for string in _strings(node.attributes)]
    files = {
        f"{document.doc_id}{SUFFIX}": writer.xmi(),
        types.TYPES: writer.types.to_xml().encode(),
    }
    return Written(files, (*lost, *xml_losses(strings)))


def _strings(attributes: Mapping[str, Any]) -> Iterator[str]:
    for value in attributes.values():
        yield from value if isinstance(value, list) else [str(value)]


class _CasWriter:
    """Makes a CAS. `mains` are the annotations of the layers, by their ids."""

    def __init__(self, document: AnnotatedText) -> None:
        self.types = types.type_system()
        self.cas = types.cassis().Cas(typesystem=self.types)
        self.cas.sofa_string = xml_string(document.text)
        self.cas.sofa_mime = "text/plain"
        self.mains: dict[str, FeatureStructure] = {}
        self.layers: dict[str, str] = {}
        self.slots: dict[tuple[str, str], list[FeatureStructure]] = defaultdict(list)
        doc_id = xml_string(document.doc_id)
        dct = None if document.dct is None else xml_string(document.dct)
        whole = (0, len(document.text))
        self._annotate(types.METADATA, whole, documentTitle=doc_id, documentId=doc_id)
        self.cas.add(self.types.get_type(types.DOCUMENT)(docId=doc_id, dct=dct))
        for sentence in read_text(document.text, _LANGUAGE).sentences:
            self._annotate(types.SENTENCE, sentence)
            tokens = find_tokens(document.text, sentence)
            for token in zip(tokens.starts, tokens.ends, strict=True):
                self._annotate(types.TOKEN, token)

    def _annotate(self, type_: str, place: Range, **features: Any) -> FeatureStructure:
        made = self.types.get_type(type_)(begin=place[0], end=place[1], **features)
        self.cas.add(made)
        return made

    def add(self, node: Node) -> None:
        """Adds the annotations of a node."""
        first, *others = node.fragments
        if node.role:
            for place in node.fragments:
                self.link(node.of, node.role, self._annotate(types.type_name(node.role), place))
            return
        features = dict(self._features(node.layer, node.attributes))
        self.mains[node.id] = self._annotate(
            types.type_name(node.layer), first, id=node.id, **features
        )
        self.layers[node.id] = node.layer
        for place in others:
            self.link(
                node.id, types.FRAGMENTS, self._annotate(types.type_name(types.FRAGMENT), place)
            )

    def _features(self, layer: str, attributes: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        strings = self.types.get_type("uima.cas.StringArray")
        for field, value in attributes.items():
            name = types.feature_name(layer, field)
            if field == "anchor":
                yield types.ANCHORED, True
            elif isinstance(value, list):
                yield name, strings(elements=[xml_string(one) for one in value])
            else:
                yield name, xml_string(value) if isinstance(value, str) else value

    def link(self, of: str, slot: str, target: FeatureStructure) -> None:
        """Adds a link in a slot of an annotation."""
        link = self.types.get_type(types.link_name(self.layers[of], slot))
        self.slots[of, slot].append(link(role=slot, target=target))

    def xmi(self) -> bytes:
        """The CAS as a file."""
        array = self.types.get_type("uima.cas.FSArray")
        for (of, slot), links in self.slots.items():
            setattr(self.mains[of], slot, array(elements=links))
        xmi: str = self.cas.to_xmi(pretty_print=True)
        return xmi.encode()
