"""Answers to questions for a terminal: the twin of discord_app/embeds/questions."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.cli.text import corrected_line, talk_table, when
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.question_answers import (
    CountFound,
    EventFound,
    Ignorance,
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
from bot.domain.question_wording import nothing_on, reason, understood_as
from bot.domain.questions import Wanted
from bot.domain.talks import marked_title, speaker_names
from bot.domain.wording import counted


def question_text(answer: QuestionAnswer) -> RenderableType:
    plan = None if isinstance(answer, WhichOne) else answer.plan
    corrected = None if isinstance(answer, WhichOne | NotKnown) else answer.corrected
    understood = "" if plan is None else understood_as(plan)
    return Group(*corrected_line(corrected), *_parts(answer), *([Text(understood, style="dim")] if understood else []))


def _parts(answer: QuestionAnswer) -> Iterable[RenderableType]:  # noqa: C901, PLR0912  one branch a case
    match answer:
        case TalksFound(talks=talks, total=total) if answer.plan.wanted is Wanted.RECORDING:
            yield Text(counted(total, "talk"), style="bold")
            for talk in talks:
                yield from _recording(talk)
        case TalksFound(talks=talks, total=total):
            yield from (Text(counted(total, "talk"), style="bold"), talk_table(talks))
        case SpeakersFound(speakers=speakers, total=total):
            yield Text(counted(total, "speaker"), style="bold")
            yield from (_speaker(name, talk) for name, talk in speakers)
        case TimeAndPlaceFound(talk=talk):
            yield from (_headline(talk), Text(when(talk) or "When it is, nobody has told yet."), Text(_where(talk)))
        case EventFound(event=event):
            yield from _event(event)
        case RecordingFound(talk=talk):
            yield from _recording(talk)
        case CountFound(talks=talks, total=total):
            yield Text(counted(total, "talk"), style="bold")
            yield from _table(talks)
        case NowOrNextFound(rooms=rooms):
            is_now = answer.plan.wanted is Wanted.RUNNING_NOW
            yield from _table(rooms.talks) if rooms.rooms else [Text(nothing_on(is_now=is_now))]
        case PassageFound(talk=talk, passage=passage, others=others):
            yield from (Padding(Text(passage, style="italic"), (0, 4)), _headline(talk))
            yield from _titled("See also:", others)
        case WhichOne(words=words, meanings=meanings):
            yield Text(f"“{words}” could be", style="bold")
            yield from (Text(f"  {meaning.label}  {meaning.detail}".rstrip()) for meaning in meanings)
        case NotKnown(nearest=nearest):
            opening = "" if answer.why is Ignorance.ABOUT_THE_BOT else "I don’t know. "
            yield Text.assemble((opening, "bold"), reason(answer))
            yield from _titled("The nearest talks:", nearest)
        case _:
            assert_never(answer)


def _titled(title: str, talks: Sequence[CatalogTalk]) -> Iterable[RenderableType]:
    if talks:
        yield from (Text(title, style="dim"), talk_table(talks))


def _table(talks: Sequence[CatalogTalk]) -> Iterable[RenderableType]:
    if talks:
        yield talk_table(talks)


def _recording(entry: CatalogTalk) -> Iterable[Text]:
    yield _headline(entry)
    yield Text(entry.talk.video_url or "No recording of it is known.", overflow="fold")


def _headline(entry: CatalogTalk) -> Text:
    names = speaker_names(entry.talk.speakers)
    return Text.assemble((marked_title(entry.talk), "bold"), f" · {names}" if names else "")


def _speaker(name: str, entry: CatalogTalk) -> Text:
    return Text.assemble((name, "bold"), f"  {marked_title(entry.talk)}")


def _where(entry: CatalogTalk) -> str:
    talk, event = entry.talk, entry.event.event
    parts = (talk.room, talk.part_of, event.venue, event.city, event.name)
    return ", ".join(part for part in parts if part)


def _event(entry: CatalogEvent) -> Iterable[Text]:
    event = entry.event
    days = " – ".join(dict.fromkeys(day.isoformat() for day in (event.starts_on, event.ends_on) if day))
    where = ", ".join(part for part in (event.venue, event.city) if part)
    yield Text(event.name, style="bold")
    yield from (Text(days or "When it is, is not known."), Text(where or "Where it is, is not known."))
