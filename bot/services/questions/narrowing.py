"""What a question says beside its topic: the parts of a filter, each with its words for a reader."""

from dataclasses import dataclass, fields, replace
from typing import Any

from bot.domain.catalog import CatalogEvent
from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.questions import QuestionPlan
from bot.times.spans import Span

_ORDER = (
    "speaker",
    "from",
    "event",
    "talk",
    "track",
    "room",
    "day",
    "days",
    "time",
    "year",
    "years",
    "language",
    "recording",
    "other than",
    "only",
    "about",
)
_OF_TIME = ("day", "days", "time", "year", "years")


@dataclass(frozen=True, slots=True)
class Narrowing:
    filter: TalkFilter = EVERYTHING
    named: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return self.filter != EVERYTHING

    def with_part(self, label: str, shown: str, **parts: Any) -> "Narrowing":
        named = {**dict(self.named), label: shown}
        in_order = sorted(named.items(), key=lambda pair: _ORDER.index(pair[0]))
        return Narrowing(replace(self.filter, **parts), tuple(in_order))

    def with_event(self, event: CatalogEvent | None) -> "Narrowing":
        return self if event is None else self.with_part("event", short_name(event), event_id=event.id)

    def with_speaker(self, spellings: tuple[str, ...]) -> "Narrowing":
        return self.with_part("speaker", spellings[0], speakers=spellings) if spellings else self

    def with_span(self, span: Span | None) -> "Narrowing":
        if span is None:
            return self
        label, shown = span.named
        return self.with_part(
            label,
            shown,
            day=span.day,
            year=span.year,
            starts_from=span.starts_from,
            starts_before=span.starts_before,
        )

    def over(self, before: QuestionPlan) -> "Narrowing":
        """Beside what an earlier question said: what is said now replaces it, and another event its days."""
        timeless = any(label in _OF_TIME for label, _ in self.named) or self.filter.event_id is not None
        kept = Narrowing(before.filter, tuple(pair for pair in before.named if pair[0] not in ("talk", "about")))
        return (kept.without_time() if timeless else kept).joined(self)

    def joined(self, other: "Narrowing") -> "Narrowing":
        parts = {
            part.name: value
            for part in fields(TalkFilter)
            if (value := getattr(other.filter, part.name)) != part.default
        }
        named = sorted({**dict(self.named), **dict(other.named)}.items(), key=lambda pair: _ORDER.index(pair[0]))
        return Narrowing(replace(self.filter, **parts), tuple(named))

    def without_time(self) -> "Narrowing":
        timeless = replace(self.filter, day=None, year=None, starts_from=None, starts_before=None)
        return Narrowing(timeless, tuple(pair for pair in self.named if pair[0] not in _OF_TIME))

    def without_event(self) -> "Narrowing":
        named = tuple(pair for pair in self.named if pair[0] != "event")
        return Narrowing(replace(self.filter, event_id=None), named)


def short_name(event: CatalogEvent) -> str:
    """The name, or what the event is first of all also called, if that is shorter."""
    return min((event.event.name, *event.event.also_called[:1]), key=len)
