"""The buttons and menus under an answer."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from discord.ui import View

from bot.discord_app.views.buttons import BrowseButton, PageButton, ShareButton
from bot.discord_app.views.menus import event_menu, link, links, speaker_menu, talk_menu
from bot.discord_app.views.question_items import question_items, question_lookups
from bot.domain.answers import (
    Answer,
    EventChoice,
    EventPage,
    EventSummary,
    NoTalks,
    OneTalk,
    SpeakerChoice,
    SpeakerTalks,
    TalkPage,
)
from bot.domain.filters import TalkFilter
from bot.domain.lookups import Lookup, TalkCard, TalkListing
from bot.domain.question_answers import NotKnown, WhichOne
from bot.domain.room_programmes import NowOrNext


def lookups_in(answer: Answer) -> tuple[Lookup, ...]:
    """What the buttons of an answer look up: first what is shared, then what is browsed."""
    match answer:
        case OneTalk(lookup=lookup, talk=talk):
            return (TalkCard(talk.id), lookup)
        case EventSummary(lookup=lookup, event=event):
            return (lookup, TalkListing(TalkFilter(event_id=event.id)))
        case TalkPage() | SpeakerTalks() | EventPage():
            return (answer.lookup,)
        case NowOrNext():
            return (answer.lookup,) if answer.rooms else ()
        case NoTalks() | SpeakerChoice() | EventChoice():
            return ()
        case _:
            return question_lookups(answer)


def shared_in(answer: Answer) -> Lookup | None:
    """What is shared of an answer, if it is worth sharing."""
    if isinstance(answer, WhichOne | NotKnown):
        return None
    return next(iter(lookups_in(answer)), None)


class _AnswerView(View):
    """What it looks like is worked out once, for it may be sent again and again."""

    @cached_property
    def _components(self) -> list[dict[str, Any]]:
        return super().to_components()

    def to_components(self) -> list[dict[str, Any]]:
        return self._components


def answer_view(answer: Answer, tokens: Mapping[Lookup, str], *, private: bool, shareable: bool) -> View:
    """A list shared with everybody has no arrows, which anybody could turn; it is browsed in private instead."""
    view = _AnswerView(timeout=None)
    for item in _items(answer, tokens, private=private):
        view.add_item(item)
    shared = shared_in(answer)
    if shareable and shared is not None:
        view.add_item(ShareButton(tokens[shared]))
    return view


def _items(answer: Answer, tokens: Mapping[Lookup, str], *, private: bool) -> Iterable[Any]:
    match answer:
        case OneTalk():
            yield from _card_items(answer, tokens)
        case TalkPage() | SpeakerTalks():
            yield from talk_menu("Open a talk", answer.talks)
            yield from _arrows(tokens[answer.lookup], answer.page, answer.pages, private=private)
        case NoTalks():
            yield from talk_menu("Open one of the nearest talks", answer.nearest)
        case SpeakerChoice():
            yield from speaker_menu(answer.names)
        case EventSummary():
            yield from link("Website", answer.event.event.url)
            if answer.talks:
                yield BrowseButton(tokens[lookups_in(answer)[1]], label="Programme")
        case EventChoice():
            yield from event_menu(answer.events)
        case EventPage():
            yield from event_menu(tuple(event for event, _ in answer.events))
            yield from _arrows(tokens[answer.lookup], answer.page, answer.pages, private=private)
        case NowOrNext():
            yield from talk_menu("Open a talk", answer.talks)
        case _:
            yield from question_items(answer, tokens, private=private)


def _card_items(answer: OneTalk, tokens: Mapping[Lookup, str]) -> Iterable[Any]:
    yield from links(answer.talk.talk)
    yield from talk_menu("Other talks found", answer.others)
    yield from talk_menu("Similar talks", answer.similar)
    if answer.total > 1:
        yield BrowseButton(tokens[answer.lookup], label="All results")


def _arrows(token: str, page: int, pages: int, *, private: bool) -> Iterable[Any]:
    if pages == 1:
        return
    if not private:
        yield BrowseButton(token)
        return
    yield PageButton(token, max(page - 1, 0), label="◀ Back", disabled=page == 0)
    yield PageButton(token, page + 1, label="More ▶", disabled=page == pages - 1)
