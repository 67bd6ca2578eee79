"""The labeling interface: the labels of regions, the links between them, and a control for each
field of a layer, all as the schema has them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from typing import Any, Literal, NamedTuple

from said.formats import graph
from said.formats.labels import colour_of, link_names, targets
from said.schema import scheme
from said.schema.scheme import LAYERS

CONFIG = "labeling-config.xml"
"""The name of the file of the interface."""

TEXT = "text"
"""The name of the text, as a tag and in a task's data."""

LABEL = "label"
"""The name of the control that gives a region its label."""


class Control(NamedTuple):
    """What asks for a field of the annotations of a layer: its tag, and the labels that there are
    to choose from, in the field's order."""

    layer: str
    field: str
    tag: Literal["Choices", "Number", "TextArea"]
    options: tuple[str, ...]
    several: bool

    @property
    def name(self) -> str:
        """Its name in the interface."""
        return f"{self.layer}_{self.field}"

    @property
    def key(self) -> str:
        """The key of its value in a result."""
        return {"Choices": "choices", "Number": "number", "TextArea": "text"}[self.tag]


@cache
def sides() -> tuple[str, ...]:
    """The further labels of regions, each with a link of the same name."""
    return tuple(dict.fromkeys(role for roles in graph.SIDES.values() for role in roles))


@cache
def controls() -> dict[str, Control]:
    """The controls of fields, by their names."""
    found = [_control(layer, field) for layer in LAYERS for field in graph.attribute_fields(layer)]
    found += [
        Control(layer, "anchor", "Choices", (scheme.DCT,), False)
        for layer in LAYERS
        if "anchor" in scheme.REFERENCES[layer]
    ]
    return {control.name: control for control in found}


def _control(layer: str, field: str) -> Control:
    options, several = scheme.labels_in(layer, field), scheme.is_list(layer, field)
    options = scheme.FLAGS if field == "flags" else options
    if scheme.is_integer(layer, field):
        return Control(layer, field, "Number", options, several)
    if scheme.is_number(layer, field):
        return Control(layer, field, "Number", ("0", "1"), several)
    return Control(layer, field, "Choices" if options else "TextArea", options, several)


_STYLE = """
.htx-text { white-space: pre-wrap; line-height: 1.9; }
.said-fields h3 { font-size: 1.1rem; margin: 0 !important; }
.said-fields h4 { font-size: 0.85rem; line-height: 1.3; margin: 0.9rem 0 0.2rem !important; }
"""
"""The text as it is, with its line ends and room between its lines; what a field means, in small
letters."""

_PAGE = "display: flex; gap: 1.5em; align-items: flex-start"
_READ = "flex: 1 1 60%; min-width: 0"
_TOP = "position: sticky; top: 0; z-index: 2; background: var(--color-neutral-background, #fff)"
_ASK = (
    "flex: 0 0 24em; position: sticky; top: 0; max-height: 85vh; overflow-y: auto; "
    "border-left: 1px solid #ccc; padding-left: 1em"
)


def interface(flags: tuple[str, ...] = ()) -> bytes:
    """The labeling interface, for a project's settings; `flags` are those that the corpus
    declares. The labels stay above the text and the fields beside it while it scrolls."""
    view = ET.Element("View")
    ET.SubElement(view, "Style").text = _STYLE
    page = ET.SubElement(view, "View", style=_PAGE)
    left = ET.SubElement(page, "View", style=_READ)
    tag = ET.SubElement(ET.SubElement(left, "View", style=_TOP), "Labels", name=LABEL, toName=TEXT)
    for name in (*LAYERS, *sides()):
        ET.SubElement(tag, "Label", value=name, background=colour_of(targets()[name]))
    # Else a server in secure mode takes the text for an address.
    ET.SubElement(left, "Text", name=TEXT, value=f"${TEXT}", valueType="text")
    right = ET.SubElement(page, "View", style=_ASK, className="said-fields")
    for layer in LAYERS:
        shown = ET.SubElement(right, "View", visibleWhen="region-selected", whenLabelValue=layer)
        ET.SubElement(shown, "Header", value=layer.capitalize(), size="4")
        for control in controls().values():
            if control.layer == layer:
                own = flags if control.field == "flags" else ()
                _add(shown, control._replace(options=(*control.options, *own)))
    tag = ET.SubElement(view, "Relations", choice="multiple")
    for name in link_names():
        ET.SubElement(tag, "Relation", value=name)
    ET.indent(view)
    return f"{ET.tostring(view, encoding='unicode')}\n".encode()


def _add(view: ET.Element, control: Control) -> None:
    described = scheme.description(control.layer, control.field)
    ET.SubElement(view, "Header", value=f"{control.field}: {described}", size="5")
    given: dict[str, Any] = {"name": control.name, "toName": TEXT, "perRegion": "true"}
    if control.tag == "Choices":
        given["choice"] = "multiple" if control.several else "single"
        given |= {"showInline": "true"}
    elif control.tag == "Number":
        given |= {"min": control.options[0], "max": control.options[-1]}
        given |= {"step": "0.01"} if scheme.is_number(control.layer, control.field) else {}
    else:
        # Without the button, who types and does not press Enter loses what was typed.
        given |= {"editable": "true", "showSubmitButton": "true"}
        given |= {"placeholder": "Enter or Add keeps what you type"}
        given |= {} if control.several else {"maxSubmissions": "1"}
    tag = ET.SubElement(view, control.tag, given)
    if control.tag == "Choices":
        for option in control.options:
            ET.SubElement(tag, "Choice", value=option)
