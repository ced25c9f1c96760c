"""What a list of recordings would do: which talk of which event each belongs to."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.imports import RecordingPlan, UnsureRecording
from bot.domain.programmes import RecordingList
from bot.errors import SourceError
from bot.importers.recordings import LinkedRecordings, link_recordings
from bot.services.changes.merging import changed_edits, merged_talk
from bot.services.changes.plan_programme import Target
from bot.store import events, local_edits, talks
from bot.store.database import Session


class EventNotNamed(SourceError):  # noqa: N818  the name says what happened
    def __init__(self) -> None:
        super().__init__("it is a list of recordings, and they fit no event of the catalog: give the event's name")


async def plan_recordings(session: Session, read: RecordingList, target: Target) -> RecordingPlan:
    """Raise SourceError where no event was named and none fits."""
    event, entries, found = await _best_fit(session, read, target)
    entries_by_key = {entry.talk.key: entry for entry in entries.values()}
    edits = await local_edits.of_event(session, event.id)
    linked = [(entries_by_key[link.talk.key], link.recording.video_url) for link in found.linked]
    pairs = [(entry, replace(entry.talk, video_url=url)) for entry, url in linked]
    changes = [merged_talk(entry, said, edits.get(entry.id, {})) for entry, said in pairs]
    changed = tuple(change for change in changes if change.changes)
    return RecordingPlan(
        location=target.location,
        format_name=read.format_name,
        guild_id=target.guild_id,
        event=event,
        changed=changed,
        kept=tuple(change for change in changes if change.kept),
        unchanged=len(changes) - len(changed),
        unsure=tuple(
            UnsureRecording(doubt.recording, tuple(entries_by_key[talk.key] for talk in doubt.candidates))
            for doubt in found.unsure
        ),
        unmatched=found.unmatched,
        refused=read.refused,
        edits=changed_edits(pairs, edits, told=("video_url",)),
    )


async def _best_fit(
    session: Session, read: RecordingList, target: Target
) -> tuple[CatalogEvent, Mapping[int, CatalogTalk], LinkedRecordings]:
    """The event that a person named, or the one most of whose talks have a recording in the list."""
    owned = await events.of_owner(session, target.guild_id)
    candidates = [event for event in owned if target.event_id in {None, event.id}]
    fits = [(event, *await _fit(session, event, read)) for event in candidates]
    best = max(fits, key=lambda fit: len(fit[2].linked), default=None)
    if best is None or (target.event_id is None and not best[2].linked):
        raise EventNotNamed
    return best


async def _fit(
    session: Session, event: CatalogEvent, read: RecordingList
) -> tuple[Mapping[int, CatalogTalk], LinkedRecordings]:
    # Keys may repeat where an event has several sources, so here the ids stand for them.
    entries = {
        entry.id: replace(entry, talk=replace(entry.talk, key=str(entry.id)))
        for entry in await talks.of_event(session, event.id)
    }
    return entries, link_recordings(read.recordings, [entry.talk for entry in entries.values()])
