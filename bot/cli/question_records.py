"""Answers to questions for programs: one object, with the same keys whatever the answer is."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any, assert_never

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.filters import TalkFilter
from bot.domain.question_answers import (
    CountFound,
    EventFound,
    NotKnown,
    NowOrNextFound,
    PassageFound,
    QuestionAnswer,
    RecordingFound,
    SpeakersFound,
    TalksFound,
    TimeAndPlaceFound,
    WhichOne,
)
from bot.domain.questions import QuestionPlan


def question_record(answer: QuestionAnswer) -> dict[str, Any]:
    """`answer` is the kind of it, `talks` are those that it rests on or, of an unknown one, the nearest."""
    plan = None if isinstance(answer, WhichOne) else answer.plan
    corrected = None if isinstance(answer, WhichOne | NotKnown) else answer.corrected
    return {
        "question": answer.lookup.text,
        "answer": None,
        "plan": plan and _plan(plan),
        "corrected": corrected,
        "total": None,
        "talks": [],
        "speakers": [],
        "passage": None,
        "event": None,
        "meanings": [],
        "why": None,
    } | _facts(answer)


def _facts(answer: QuestionAnswer) -> dict[str, Any]:  # noqa: C901, PLR0911  one return a case
    match answer:
        case TalksFound(talks=talks, total=total):
            return {"answer": "talks", "total": total, "talks": _talks(talks)}
        case SpeakersFound(speakers=speakers, total=total):
            given = {talk.id: talk for _, talk in speakers}
            names = [{"name": name, "talk": talk.talk.key} for name, talk in speakers]
            return {"answer": "speakers", "total": total, "speakers": names, "talks": _talks(given.values())}
        case TimeAndPlaceFound(talk=talk):
            return {"answer": "time and place", "talks": _talks([talk])}
        case EventFound(event=event):
            return {"answer": "event", "event": _event(event)}
        case RecordingFound(talk=talk):
            return {"answer": "recording", "talks": _talks([talk])}
        case CountFound(talks=talks, total=total):
            return {"answer": "count", "total": total, "talks": _talks(talks)}
        case NowOrNextFound(rooms=rooms):
            return {"answer": answer.plan.wanted.value, "total": len(rooms.rooms), "talks": _talks(rooms.talks)}
        case PassageFound(talk=talk, passage=passage, others=others):
            return {"answer": "passage", "passage": passage, "talks": _talks([talk, *others])}
        case WhichOne(meanings=meanings):
            offered = [{"label": meaning.label, "detail": meaning.detail} for meaning in meanings]
            return {"answer": "which one", "meanings": offered}
        case NotKnown(why=why, nearest=nearest):
            return {"answer": "not known", "why": why.value, "talks": _talks(nearest)}
        case _:
            assert_never(answer)


def _plan(plan: QuestionPlan) -> dict[str, Any]:
    return {"wanted": plan.wanted.value, "topic": plan.topic, "filter": _filter(plan.filter), "words": str(plan)}


def _filter(given: TalkFilter) -> dict[str, Any]:
    parts = {part.name: getattr(given, part.name) for part in fields(given)}
    return {name: _plain(part) for name, part in parts.items() if part not in (None, ())}


def _plain(part: Any) -> Any:
    if isinstance(part, date):
        return part.isoformat()
    return list(part) if isinstance(part, tuple) else part


def _talks(entries: Iterable[CatalogTalk]) -> list[dict[str, Any]]:
    return [_talk(entry) for entry in entries]


def _talk(entry: CatalogTalk) -> dict[str, Any]:
    talk = entry.talk
    return {
        "id": entry.id,
        "source_key": talk.key,
        "title": talk.title,
        "event": entry.event.event.name,
        "speakers": [speaker.name for speaker in talk.speakers],
        "held_on": talk.held_on and talk.held_on.isoformat(),
        "starts_at": talk.starts_at and talk.starts_at.isoformat(),
        "room": talk.room,
        "url": talk.url,
        "video_url": talk.video_url,
    }


def _event(entry: CatalogEvent) -> dict[str, Any]:
    event = entry.event
    return {
        "id": entry.id,
        "name": event.name,
        "starts_on": event.starts_on and event.starts_on.isoformat(),
        "ends_on": event.ends_on and event.ends_on.isoformat(),
        "venue": event.venue,
        "city": event.city,
        "url": event.url,
    }
