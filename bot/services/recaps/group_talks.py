"""The talks of a recap in groups: by day, track or topic, or all together."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import assert_never

from bot.domain.catalog import CatalogTalk
from bot.domain.event_recaps import Grouping, RecapTalk, TalkGroup
from bot.domain.talks import Talk

_FEWEST_GROUPS = 2
# Days of more talks than these tell a reader nothing; tracks do.
_MOST_OF_DAY = 40
# Talks that share a tag make a topic; a tag of one talk is none.
_FEWEST_OF_TOPIC = 2
_LATEST = date.max


def usual_grouping(entries: Sequence[CatalogTalk]) -> Grouping:
    """The first of day, track and topic that at least half of the talks have, and that parts them."""
    topics = _topics(entries)
    found: dict[Grouping, list[object]] = {
        Grouping.DAY: [_day(entry.talk) for entry in entries],
        Grouping.TRACK: [_track(entry.talk) for entry in entries],
        Grouping.TOPIC: [topics.get(entry.id) for entry in entries],
    }
    fitting = [grouping for grouping, values in found.items() if _parts(values)]
    if fitting[1:] and fitting[0] is Grouping.DAY and len(entries) > _MOST_OF_DAY * len(set(found[Grouping.DAY])):
        return fitting[1]
    return fitting[0] if fitting else Grouping.NONE


def _parts(values: Sequence[object]) -> bool:
    known = [value for value in values if value is not None]
    return len(known) * 2 >= len(values) and len(set(known)) >= _FEWEST_GROUPS


def group_talks(talks: Sequence[RecapTalk], grouping: Grouping) -> tuple[TalkGroup, ...]:
    """Days in their order, tracks and topics by how many talks they have; what belongs nowhere comes last."""
    match grouping:
        case Grouping.NONE:
            return (TalkGroup(None, tuple(talks)),) if talks else ()
        case Grouping.DAY:
            days = {talk.entry.id: _day(talk.entry.talk) for talk in talks}
            groups = _grouped(talks, lambda talk: _day_name(days[talk.entry.id]), "Day not known")
            return tuple(sorted(groups, key=lambda group: days[group.talks[0].entry.id] or _LATEST))
        case Grouping.TRACK:
            return _largest_first(_grouped(talks, lambda talk: _track(talk.entry.talk), "Other talks"), "Other talks")
        case Grouping.TOPIC:
            topics = _topics([talk.entry for talk in talks])
            return _largest_first(_grouped(talks, lambda talk: topics.get(talk.entry.id), "More talks"), "More talks")
        case _:
            assert_never(grouping)


def _grouped(
    talks: Iterable[RecapTalk], name_of: Callable[[RecapTalk], str | None], nowhere: str
) -> tuple[TalkGroup, ...]:
    """In the order in which the names come up."""
    found: dict[str, list[RecapTalk]] = {}
    for talk in talks:
        found.setdefault(name_of(talk) or nowhere, []).append(talk)
    return tuple(TalkGroup(name, tuple(members)) for name, members in found.items())


def _largest_first(groups: tuple[TalkGroup, ...], last: str) -> tuple[TalkGroup, ...]:
    return tuple(sorted(groups, key=lambda group: (group.name == last, -len(group.talks))))


def _topics(entries: Sequence[CatalogTalk]) -> dict[int, str]:
    """By talk, of its tags the one that most talks share; talks without such a tag are left out."""
    counts = Counter(tag for entry in entries for tag in set(entry.talk.tags))
    shared = {entry.id: [tag for tag in entry.talk.tags if counts[tag] >= _FEWEST_OF_TOPIC] for entry in entries}
    return {talk_id: max(tags, key=lambda tag: counts[tag]) for talk_id, tags in shared.items() if tags}


def _track(talk: Talk) -> str | None:
    return talk.track or talk.part_of


def _day(talk: Talk) -> date | None:
    return talk.held_on


def _day_name(day: date | None) -> str | None:
    return None if day is None else f"{day:%A}, {day.day} {day:%B}"
