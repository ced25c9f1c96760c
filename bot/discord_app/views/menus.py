"""Menus that open what an answer names, and buttons that lead out of Discord."""

from collections.abc import Iterable
from typing import Any

from discord import SelectOption
from discord.ui import Button

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.events import dates
from bot.discord_app.embeds.markdown import plain, safe_url
from bot.discord_app.views.buttons import OpenMenu
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.talks import Talk, links_of, marked_title, speaker_names


def links(talk: Talk) -> Iterable[Button[Any]]:
    buttons = (button for one in links_of(talk) for button in link(one.label, one.url))
    return list(buttons)[: limits.LINK_BUTTONS]


def link(label: str, url: str | None) -> Iterable[Button[Any]]:
    target = safe_url(url)
    if target is not None:
        yield Button(
            label=plain(label, limits.BUTTON_LABEL) or "Link", url=target, emoji="▶️" if label == "Watch" else None
        )


def talk_menu(placeholder: str, entries: tuple[CatalogTalk, ...]) -> Iterable[OpenMenu]:
    if entries:
        yield OpenMenu("talk", placeholder, [_talk_option(entry) for entry in entries[: limits.SELECT_OPTIONS]])


def _talk_option(entry: CatalogTalk) -> SelectOption:
    parts = (speaker_names(entry.talk.speakers), entry.event.event.name)
    return SelectOption(
        label=plain(marked_title(entry.talk), limits.OPTION_LABEL) or "Untitled",
        description=plain(" · ".join(part for part in parts if part), limits.OPTION_DESCRIPTION),
        value=str(entry.id),
    )


def event_menu(events: tuple[CatalogEvent, ...]) -> Iterable[OpenMenu]:
    if events:
        yield OpenMenu("event", "Open an event", [_event_option(event) for event in events[: limits.SELECT_OPTIONS]])


def _event_option(event: CatalogEvent) -> SelectOption:
    parts = (dates(event.event), event.event.city)
    return SelectOption(
        label=plain(event.event.name, limits.OPTION_LABEL) or "Unnamed",
        description=plain(" · ".join(part for part in parts if part), limits.OPTION_DESCRIPTION) or None,
        value=str(event.id),
    )


def speaker_menu(names: tuple[str, ...]) -> Iterable[OpenMenu]:
    labels = dict.fromkeys(label for name in names if (label := plain(name, limits.OPTION_VALUE)))
    if labels:
        yield OpenMenu("speaker", "Choose a speaker", [SelectOption(label=label, value=label) for label in labels])
