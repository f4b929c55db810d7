"""A finished draft becomes an event mention."""

from __future__ import annotations

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party
from waqai.records import EventMention, Participant, Place, Report, Source


def make_mention(draft: Draft, report: Report) -> EventMention:
    """Return the record of a draft; the outlet heads its attribution when the report names one."""
    outlet = (Source("outlet", name=report.outlet),) if report.outlet else ()
    return EventMention(
        sentence=draft.sentence.number,
        trigger=draft.trigger,
        type=draft.type,
        mode=draft.mode,
        contexts=tuple(dict.fromkeys(draft.contexts)),
        status=draft.status or "asserted",  # type: ignore[arg-type]
        historical=draft.historical,
        actors=_participants(draft.actors),
        recipients=_participants(draft.recipients),
        place=draft.place if isinstance(draft.place, Place) else None,
        date=draft.when,
        attribution=(*outlet, *draft.sources),
        quantities=tuple(draft.quantities),
        event=draft.event,
        because=tuple(draft.because),
    )


def _participants(parties: list[Party]) -> tuple[Participant, ...]:
    """In the order of the text; those without words of their own come last."""
    found = [party.participant for party in parties]
    return tuple(sorted(found, key=lambda one: (one.text is None, one.text.start if one.text else 0)))
