"""An event's recap: a first draft from the catalog alone, with what a server's moderators wrote over it."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from bot.domain.catalog import CatalogEvent, CatalogTalk, Scope
from bot.domain.event_recaps import NO_EDITS, Grouping, Recap, RecapEdits, RecapTalk
from bot.domain.recaps import RecapMaterial
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.finding.understand import named_event
from bot.services.recaps.first_sentences import first_sentences
from bot.services.recaps.group_talks import group_talks, usual_grouping
from bot.store import events, recaps, talks
from bot.store.database import Session

_Value = TypeVar("_Value")

_NO_MATERIAL = RecapMaterial()


async def compose_recap(catalog: Catalog, event: str, scope: Scope) -> Recap:
    """By what a completion put in, or a name. Raise UserError where no event is meant, or several could be."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        return await recap_of(session, named_event(view.events, event), scope)


async def open_recap(catalog: Catalog, event_id: int, scope: Scope) -> Recap:
    """Raise UserError where the event is gone."""
    async with catalog.database.reading() as session:
        return await recap_of(session, await visible_event(session, event_id, scope), scope)


async def visible_event(session: Session, event_id: int, scope: Scope) -> CatalogEvent:
    """Raise UserError where the event is gone, or another server's."""
    event = await events.by_id(session, event_id, scope)
    if event is None:
        raise UserError("That event is no longer in the catalog.")
    return event


async def recap_of(session: Session, event: CatalogEvent, scope: Scope) -> Recap:
    edits = NO_EDITS if scope.guild_id is None else await recaps.edits_of(session, scope.guild_id, event.id)
    # In a thread, for a large programme takes a while and the bot has others to answer.
    return await asyncio.to_thread(composed, event, await talks.of_event(session, event.id), edits)


def composed(event: CatalogEvent, entries: Sequence[CatalogTalk], edits: RecapEdits) -> Recap:
    chosen = [entry for entry in entries if _is_in(entry, edits)]
    grouping = edits.grouping or usual_grouping(chosen)
    shown = [RecapTalk(entry, _summary(entry, edits)) for entry in _in_order(chosen, edits)]
    return Recap(
        event=event,
        headline=_or(edits.headline, f"{event.event.name}: the recap"),
        introduction=_or(edits.introduction, _introduction(event, chosen, grouping)),
        themes=_or(edits.themes, _material(event).themes),
        highlights=_or(edits.highlights, _material(event).highlights),
        what_next=_or(edits.what_next, _material(event).what_next),
        closing=_or(edits.closing, _closing(event)),
        grouping=grouping,
        groups=group_talks(shown, grouping),
        left_out=tuple(entry for entry in entries if not _is_in(entry, edits)),
        picture=edits.picture,
        talks=len(chosen),
        speakers=len({speaker.name for entry in chosen for speaker in entry.talk.speakers}),
        recordings=sum(entry.talk.video_url is not None for entry in chosen),
        programme=sum(_is_talk(entry) for entry in entries),
    )


def _or(edited: _Value | None, drafted: _Value) -> _Value:
    return drafted if edited is None else edited


def _is_in(entry: CatalogTalk, edits: RecapEdits) -> bool:
    if entry.id in edits.left_out:
        return False
    return entry.id in edits.put_in or (edits.others and _is_talk(entry))


def _is_talk(entry: CatalogTalk) -> bool:
    """Breaks and registrations stand in programmes too, but have nobody who speaks and nothing said of them."""
    talk = entry.talk
    return not talk.cancelled and bool(talk.speakers or talk.abstract or talk.video_url)


def _in_order(entries: Sequence[CatalogTalk], edits: RecapEdits) -> list[CatalogTalk]:
    """As moderators put them; the rest with recordings first, then as they were held."""
    places = {talk_id: place for place, talk_id in enumerate(edits.order)}
    return sorted(entries, key=lambda entry: (places.get(entry.id, len(places)), *_usual_place(entry)))


def _usual_place(entry: CatalogTalk) -> tuple[bool, date, float, str, int]:
    talk = entry.talk
    start = float("inf") if talk.starts_at is None else talk.starts_at.timestamp()
    return (talk.video_url is None, talk.held_on or date.max, start, talk.room or "", entry.id)


def _summary(entry: CatalogTalk, edits: RecapEdits) -> str | None:
    return edits.summaries.get(entry.id) or first_sentences(entry.talk.abstract)


def _material(event: CatalogEvent) -> RecapMaterial:
    return event.event.recap or _NO_MATERIAL


def _introduction(event: CatalogEvent, chosen: Sequence[CatalogTalk], grouping: Grouping) -> str:
    scope = _material(event).scope
    if scope:
        return scope
    parted = "" if grouping is Grouping.NONE else f", by {grouping}"
    return " ".join([f"What there was to hear at {event.event.name}{parted}.", *_what_to_watch(chosen)])


def _what_to_watch(chosen: Sequence[CatalogTalk]) -> Iterable[str]:
    recorded = sum(entry.talk.video_url is not None for entry in chosen)
    if recorded and recorded == len(chosen):
        yield "Every talk can be watched."
    elif recorded:
        yield "Talks that can be watched stand first."


def _closing(event: CatalogEvent) -> str:
    """Names the text that the draft is made of."""
    material = _material(event)
    if material.source_title is None:
        return ""
    writer = ", ".join(part for part in (material.author, material.publisher) if part)
    by = f" by {writer}" if writer else ""
    address = f": {material.source_url}" if material.source_url else "."
    return f"After “{material.source_title}”{by}{address}"
