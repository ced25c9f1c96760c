"""The buttons and menus under the answer to a question."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from discord import SelectOption

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.markdown import plain
from bot.discord_app.views.buttons import BrowseButton
from bot.discord_app.views.meaning_buttons import MeaningButton, MeaningMenu
from bot.discord_app.views.menus import link, links, speaker_menu, talk_menu
from bot.domain.catalog import CatalogTalk
from bot.domain.filters import TalkFilter
from bot.domain.lookups import Lookup, TalkCard, TalkListing, TalkSearch
from bot.domain.question_answers import (
    CountFound,
    EventFound,
    Meaning,
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

_BUTTONS = 5


def question_lookups(answer: QuestionAnswer) -> tuple[Lookup, ...]:  # noqa: PLR0911  one return a case
    """First what is shared, then what the buttons lead to."""
    match answer:
        case TalksFound(lookup=lookup, all_of_them=listing):
            return (lookup, listing) if listing else (lookup,)
        case CountFound(lookup=lookup, all_of_them=listing):
            return (lookup, listing) if _has_more(answer) else (lookup,)
        case TimeAndPlaceFound() | RecordingFound() | PassageFound():
            return (answer.lookup, TalkCard(answer.talk.id))
        case EventFound():
            return (answer.lookup, _programme(answer))
        case SpeakersFound() | NowOrNextFound():
            return (answer.lookup,)
        case WhichOne():
            return tuple(meaning.question for meaning in _offered(answer))
        case NotKnown():
            return ()
        case _:
            assert_never(answer)


def question_items(answer: QuestionAnswer, tokens: Mapping[Lookup, str], *, private: bool) -> Iterable[Any]:
    match answer:
        case TalksFound():
            yield from talk_menu("Open a talk", answer.talks)
            yield from _all_of_them(answer.all_of_them, tokens)
        case CountFound():
            yield from talk_menu("Open a talk", answer.talks)
            yield from _all_of_them(answer.all_of_them if _has_more(answer) else None, tokens)
        case SpeakersFound():
            yield from speaker_menu(tuple(name for name, _ in answer.speakers))
            yield from talk_menu("Open a talk", _talks_of(answer))
        case TimeAndPlaceFound(talk=talk) | RecordingFound(talk=talk):
            yield from _talk_buttons(talk, tokens)
        case EventFound():
            yield from link("Website", answer.event.event.url)
            yield BrowseButton(tokens[_programme(answer)], label="Programme")
        case NowOrNextFound():
            yield from talk_menu("Open a talk", answer.rooms.talks)
        case PassageFound(talk=talk):
            yield from _talk_buttons(talk, tokens)
            yield from talk_menu("The next best talks", answer.others)
        case WhichOne():
            yield from _meanings(answer, tokens, private=private)
        case NotKnown():
            yield from talk_menu("Open one of the nearest talks", answer.nearest)
        case _:
            assert_never(answer)


def _has_more(answer: CountFound) -> bool:
    return answer.total > len(answer.talks)


def _talks_of(answer: SpeakersFound) -> tuple[CatalogTalk, ...]:
    return tuple({talk.id: talk for _, talk in answer.speakers}.values())


def _programme(answer: EventFound) -> TalkListing:
    return TalkListing(TalkFilter(event_id=answer.event.id))


def _talk_buttons(talk: CatalogTalk, tokens: Mapping[Lookup, str]) -> Iterable[Any]:
    yield from links(talk.talk)
    yield BrowseButton(tokens[TalkCard(talk.id)], label="Open the talk")


def _all_of_them(listing: TalkSearch | TalkListing | None, tokens: Mapping[Lookup, str]) -> Iterable[Any]:
    if listing is not None:
        yield BrowseButton(tokens[listing], label="All of them")


def _offered(answer: WhichOne) -> tuple[Meaning, ...]:
    """One for each question that they make: of two that are the same, Discord would refuse the buttons."""
    return tuple({meaning.question: meaning for meaning in answer.meanings[: limits.SELECT_OPTIONS]}.values())


def _meanings(answer: WhichOne, tokens: Mapping[Lookup, str], *, private: bool) -> Iterable[Any]:
    """In a message that everybody sees, the answer is given to the one who clicks."""
    offered = [(meaning, tokens[meaning.question]) for meaning in _offered(answer)]
    if len(offered) > _BUTTONS:
        options = [_option(meaning, token) for meaning, token in offered]
        yield MeaningMenu("here" if private else "anew", options)
        return
    for meaning, token in offered:
        yield MeaningButton("here" if private else "anew", token, label=_label(meaning, limits.BUTTON_LABEL))


def _option(meaning: Meaning, token: str) -> SelectOption:
    detail = plain(meaning.detail, limits.OPTION_DESCRIPTION) or None
    return SelectOption(label=_label(meaning, limits.OPTION_LABEL), description=detail, value=token)


def _label(meaning: Meaning, limit: int) -> str:
    return plain(meaning.label, limit) or "Unnamed"
