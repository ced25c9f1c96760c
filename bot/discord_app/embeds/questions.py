"""Answers to questions: the fact first, the talk that says it, and in the footer how the question was understood."""

from typing import assert_never

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.events import dates
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, plain, safe_url
from bot.discord_app.embeds.not_known import not_known_embed, which_one_embed
from bot.discord_app.embeds.now_and_next import now_or_next_embed
from bot.discord_app.embeds.question_facts import (
    moment_and_place,
    quotation,
    recording,
    recording_lines,
    speaker_lines,
    talk_lines,
    titles,
)
from bot.discord_app.embeds.talks import corrected_line
from bot.domain.catalog import CatalogTalk
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
from bot.domain.question_wording import understood_as
from bot.domain.questions import Wanted
from bot.domain.talks import marked_title
from bot.domain.wording import counted

_QUESTION, _PLAN = 200, 300
_LISTED = limits.DESCRIPTION - 300


def question_embed(answer: QuestionAnswer) -> Embed:
    """Everybody whom it is shared with sees what was asked."""
    embed = _drawn(answer)
    asked = plain(answer.lookup.text, _QUESTION)
    if asked:
        embed.set_author(name=asked)
    understood = None if isinstance(answer, WhichOne) else answer.plan and plain(understood_as(answer.plan), _PLAN)
    # Discord refuses a footer without a text.
    return embed.set_footer(text=understood) if understood else embed


def _drawn(answer: QuestionAnswer) -> Embed:  # noqa: C901, PLR0911  one return a case
    match answer:
        case TalksFound():
            return _talks(answer)
        case SpeakersFound():
            return _speakers(answer)
        case TimeAndPlaceFound():
            return _of_talk(answer.talk, moment_and_place(answer.talk), answer.corrected)
        case EventFound():
            return _event(answer)
        case RecordingFound():
            return _of_talk(answer.talk, recording(answer.talk), answer.corrected)
        case CountFound():
            return _count(answer)
        case NowOrNextFound(rooms=rooms):
            return now_or_next_embed(rooms)
        case PassageFound():
            return _passage(answer)
        case WhichOne():
            return which_one_embed(answer)
        case NotKnown():
            return not_known_embed(answer)
        case _:
            assert_never(answer)


def _talks(answer: TalksFound) -> Embed:
    """Where a recording was asked for and several talks could be meant, each says whether there is one."""
    lines = recording_lines if answer.plan.wanted is Wanted.RECORDING else talk_lines
    return Embed(
        title=counted(answer.total, "talk"),
        description=_below(answer.corrected, lines(answer.talks)),
        colour=Colour.blurple(),
    )


def _speakers(answer: SpeakersFound) -> Embed:
    lines = fitted(speaker_lines(answer.speakers), _LISTED, answer.total).text
    return Embed(
        title=counted(answer.total, "speaker"),
        description=_below(answer.corrected, lines),
        colour=Colour.blurple(),
    )


def _of_talk(entry: CatalogTalk, fact: str, corrected: str | None) -> Embed:
    talk = entry.talk
    return Embed(
        title=escaped(marked_title(talk), limits.TITLE),
        url=safe_url(talk.url or talk.video_url),
        description=_below(corrected, fact),
        colour=Colour.red() if talk.cancelled else Colour.blurple(),
    )


def _event(answer: EventFound) -> Embed:
    event = answer.event.event
    where = ", ".join(part for part in (event.venue, event.city) if part)
    facts = (
        f"**{dates(event) or 'When it is, I do not know.'}**",
        escaped(where, 300) if where else "Where it is, I do not know.",
        event.dates_note and f"_{escaped(event.dates_note, 300)}_",
    )
    return Embed(
        title=escaped(event.name, limits.TITLE),
        url=safe_url(event.url),
        description="\n".join(fact for fact in facts if fact),
        colour=Colour.blurple(),
    )


def _count(answer: CountFound) -> Embed:
    topic = answer.corrected or answer.plan.topic
    on_topic = f" on “{escaped(topic, 150)}”" if topic else ""
    counted_how = "\n_Counted are talks that are about it, not those that mention it in passing._" if topic else ""
    return Embed(
        title=f"{counted(answer.total, 'talk')}{on_topic}"[: limits.TITLE],
        description=f"{titles(answer.talks, answer.total)}{counted_how}".strip() or None,
        colour=Colour.blurple() if answer.total else Colour.light_grey(),
    )


def _passage(answer: PassageFound) -> Embed:
    embed = Embed(
        description=_below(answer.corrected, f"{quotation(answer.passage)}\n{talk_lines((answer.talk,))}"),
        colour=Colour.blurple(),
    )
    if answer.others:
        others = titles(answer.others[:3], min(3, len(answer.others)))
        embed.add_field(name="See also", value=others, inline=False)
    return embed


def _below(corrected: str | None, text: str) -> str:
    return text if corrected is None else f"{corrected_line(corrected)}\n\n{text}"
