"""The labelling configuration that goes with Label Studio tasks: what a person can label, choose and write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from waqai.ontology import CONTEXTS, MODES, QUAD_CLASSES, QUADS, STATUSES, TYPES
from waqai.records import Part

#: what is added to the name of a file of tasks for its configuration
CONFIG_SUFFIX = ".config.xml"
#: labels of regions that are no triggers -> colour
REGIONS: dict[str, str] = {
    "participant": "#1f77b4",
    "place": "#2ca02c",
    "date": "#9467bd",
    "source": "#8c564b",
    "cue": "#c49c94",
    "quantity": "#bcbd22",
}
#: what a relation can say; from a trigger to what belongs to it, ``cue`` from a source to the words that name it one
RELATIONS = ("actor", "recipient", "place", "origin", "destination", "date", "source", "cue", "quantity")
_PARTS: tuple[Part, ...] = ("title", "text")
_QUAD_COLOURS = dict(zip(QUAD_CLASSES, ("#98df8a", "#2ca02c", "#ffbb78", "#d62728"), strict=True))


def control(field: str, part: Part) -> str:
    """Return the name of the control for a field of the title's or the text's regions."""
    return field if part == "text" else f"title-{field}"


def labelling_config() -> str:
    """Return the configuration as XML, to be pasted into the project's settings."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield "<View>"
    # spaces must count as they are, and each paragraph runs in the direction of its own letters
    yield "  <Style>.htx-text { white-space: pre-wrap; unicode-bidi: plaintext; text-align: start; }</Style>"
    yield "  <Relations>"
    for relation in RELATIONS:
        yield f"    <Relation value={quoteattr(relation)}/>"
    yield "  </Relations>"
    for part in _PARTS:
        yield from _part(part)
    yield "</View>"


def _part(part: Part) -> Iterator[str]:
    label = control("label", part)
    yield f'  <Labels name="{label}" toName="{part}" showInline="true">'
    for kind in TYPES:
        yield f'    <Label value="{kind}" background="{_QUAD_COLOURS[QUADS[kind]]}"/>'
    for name, colour in REGIONS.items():
        yield f'    <Label value="{name}" background="{colour}"/>'
    yield "  </Labels>"
    yield f'  <Text name="{part}" value="${part}"/>'
    modes = sorted({mode for one in MODES.values() for mode in one})
    with_modes = [kind for kind in TYPES if MODES[kind]]
    yield from _choices("mode", part, "single", modes, with_modes)
    yield from _choices("status", part, "single", STATUSES, TYPES)
    yield from _choices("background", part, "multiple", ("historical",), TYPES)
    yield from _choices("contexts", part, "multiple", CONTEXTS, TYPES)
    attributes = 'perRegion="true" editable="true" displayMode="region-list"'
    yield f'  <TextArea name="{control("details", part)}" toName="{part}" {attributes}/>'


def _choices(field: str, part: Part, choice: str, values: Iterable[str], kinds: Iterable[str]) -> Iterator[str]:
    when = f'whenTagName="{control("label", part)}" whenLabelValue="{",".join(kinds)}"'
    yield (
        f'  <Choices name="{control(field, part)}" toName="{part}" perRegion="true" choice="{choice}" '
        f'visibleWhen="region-selected" {when} showInline="true">'
    )
    for value in values:
        yield f"    <Choice value={quoteattr(value)}/>"
    yield "  </Choices>"
