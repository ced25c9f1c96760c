"""The buttons and menus under an answer."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from discord import SelectOption
from discord.ui import Button, View

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.events import dates
from bot.discord_app.embeds.markdown import plain, safe_url
from bot.discord_app.views.buttons import BrowseButton, OpenMenu, PageButton, ShareButton
from bot.domain.answers import (
    Answer,
    EventChoice,
    EventPage,
    EventSummary,
    NoTalks,
    NowOrNext,
    OneTalk,
    SpeakerChoice,
    SpeakerTalks,
    TalkPage,
)
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.filters import TalkFilter
from bot.domain.lookups import Lookup, RunningNow, TalkCard, TalkListing
from bot.domain.talks import Talk, links_of, marked_title, speaker_names


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
            assert_never(answer)


def answer_view(answer: Answer, tokens: Mapping[Lookup, str], *, private: bool, shareable: bool) -> View:
    """A list shared with everybody has no arrows, which anybody could turn; it is browsed in private instead."""
    view = View(timeout=None)
    for item in _items(answer, tokens, private=private):
        view.add_item(item)
    if shareable and tokens:
        shared, *_ = lookups_in(answer)
        view.add_item(ShareButton(tokens[shared]))
    return view


def _items(answer: Answer, tokens: Mapping[Lookup, str], *, private: bool) -> Iterable[Any]:
    match answer:
        case OneTalk():
            yield from _card_items(answer, tokens)
        case TalkPage() | SpeakerTalks():
            yield from _talk_menu("Open a talk", answer.talks)
            yield from _arrows(tokens[answer.lookup], answer.page, answer.pages, private=private)
        case NoTalks():
            yield from _talk_menu("Open one of the nearest talks", answer.nearest)
        case SpeakerChoice():
            yield from _speaker_menu(answer.names)
        case EventSummary():
            yield from _link("Website", answer.event.event.url)
            if answer.talks:
                yield BrowseButton(tokens[lookups_in(answer)[1]], label="Programme")
        case EventChoice():
            yield from _event_menu(answer.events)
        case EventPage():
            yield from _event_menu(tuple(event for event, _ in answer.events))
            yield from _arrows(tokens[answer.lookup], answer.page, answer.pages, private=private)
        case NowOrNext():
            yield from _talk_menu("Open a talk", _asked_for(answer))
        case _:
            assert_never(answer)


def _card_items(answer: OneTalk, tokens: Mapping[Lookup, str]) -> Iterable[Any]:
    yield from _links(answer.talk.talk)
    yield from _talk_menu("Other talks found", answer.others)
    yield from _talk_menu("Similar talks", answer.similar)
    if answer.total > 1:
        yield BrowseButton(tokens[answer.lookup], label="All results")


def _asked_for(answer: NowOrNext) -> tuple[CatalogTalk, ...]:
    is_now = isinstance(answer.lookup, RunningNow)
    entries = (room.running if is_now else room.following for room in answer.rooms)
    return tuple(entry for entry in entries if entry is not None)


def _links(talk: Talk) -> Iterable[Button[Any]]:
    buttons = (button for link in links_of(talk) for button in _link(link.label, link.url))
    return list(buttons)[: limits.LINK_BUTTONS]


def _link(label: str, url: str | None) -> Iterable[Button[Any]]:
    target = safe_url(url)
    if target is not None:
        yield Button(
            label=plain(label, limits.BUTTON_LABEL) or "Link", url=target, emoji="▶️" if label == "Watch" else None
        )


def _arrows(token: str, page: int, pages: int, *, private: bool) -> Iterable[Any]:
    if pages == 1:
        return
    if not private:
        yield BrowseButton(token)
        return
    yield PageButton(token, max(page - 1, 0), label="◀ Back", disabled=page == 0)
    yield PageButton(token, page + 1, label="More ▶", disabled=page == pages - 1)


def _talk_menu(placeholder: str, entries: tuple[CatalogTalk, ...]) -> Iterable[OpenMenu]:
    if entries:
        yield OpenMenu("talk", placeholder, [_talk_option(entry) for entry in entries[: limits.SELECT_OPTIONS]])


def _talk_option(entry: CatalogTalk) -> SelectOption:
    parts = (speaker_names(entry.talk.speakers), entry.event.event.name)
    return SelectOption(
        label=plain(marked_title(entry.talk), limits.OPTION_LABEL) or "Untitled",
        description=plain(" · ".join(part for part in parts if part), limits.OPTION_DESCRIPTION),
        value=str(entry.id),
    )


def _event_menu(events: tuple[CatalogEvent, ...]) -> Iterable[OpenMenu]:
    if events:
        yield OpenMenu("event", "Open an event", [_event_option(event) for event in events[: limits.SELECT_OPTIONS]])


def _event_option(event: CatalogEvent) -> SelectOption:
    parts = (dates(event.event), event.event.city)
    return SelectOption(
        label=plain(event.event.name, limits.OPTION_LABEL) or "Unnamed",
        description=plain(" · ".join(part for part in parts if part), limits.OPTION_DESCRIPTION) or None,
        value=str(event.id),
    )


def _speaker_menu(names: tuple[str, ...]) -> Iterable[OpenMenu]:
    labels = dict.fromkeys(plain(name, limits.OPTION_VALUE) for name in names)
    if labels:
        yield OpenMenu("speaker", "Choose a speaker", [SelectOption(label=label, value=label) for label in labels])
