"""An announcement's message as it stands in the channel. It pings whom the moderator chose, and nobody else."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, assert_never

from discord import AllowedMentions, Colour, Embed, Object
from discord.utils import format_dt

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.events import event_embed
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, linked, long_date, safe_url, shortened
from bot.discord_app.embeds.talks import talk_embed, talk_link
from bot.domain.catalog import CatalogTalk
from bot.domain.occurrence_messages import Address, Foreign, Moment, OccurrenceMessage, Part
from bot.domain.talks import speaker_names

# Foreign text is shortened as far as it takes for the moderator's own words to stand in full.
_LENGTHS = (400, 200, 100, 50, 25)

_NAMES, _PLACE, _URL = 200, 80, 250

# Discord pings for these words wherever they stand, even behind a backslash.
_BROADCAST = re.compile("@(?=everyone|here)")


def occurrence_message(message: OccurrenceMessage, late_by: timedelta | None = None) -> dict[str, Any]:
    """What `send` takes."""
    text = mention_text(message.mention, drawn_text(message.text, limits.MESSAGE - _mention_length(message.mention)))
    embeds = list(_cards(message))
    if late_by is not None:
        text, embeds = _marked_late(text, embeds, late_by)
    return {"content": text or None, "embeds": embeds, "allowed_mentions": _allowed(message.mention)}


def drawn_text(parts: tuple[Part, ...], limit: int) -> str:
    drawn = ["".join(_drawn(part, length) for part in parts).strip() for length in _LENGTHS]
    return next((text for text in drawn if len(text) <= limit), None) or shortened(drawn[-1], limit)


def mention_text(mention: str | None, text: str) -> str:
    return f"{mentioned(mention)} {text}".strip()


def mentioned(mention: str | None) -> str:
    if mention is None:
        return ""
    return f"@{mention}" if mention in {"everyone", "here"} else f"<@&{mention}>"


def late_text(late_by: timedelta) -> str:
    minutes = round(late_by.total_seconds() / 60)
    how_much = f"{minutes} minutes" if minutes > 1 else "a minute"
    return f"-# {how_much} late"


def _allowed(mention: str | None) -> AllowedMentions:
    if mention is None:
        return AllowedMentions.none()
    everyone = mention in {"everyone", "here"}
    roles = [] if everyone else [Object(int(mention))]
    return AllowedMentions(everyone=everyone, roles=roles, users=False, replied_user=False)


def _mention_length(mention: str | None) -> int:
    return len(mention_text(mention, "x")) - 1


def _drawn(part: Part, length: int) -> str:
    match part:
        case str():
            return _BROADCAST.sub("@\u200b", part)
        case Foreign(text):
            return _BROADCAST.sub("@\u200b", escaped(text, length))
        case Moment(at, relative):
            return format_dt(at, "R" if relative else "F")
        case Address(url):
            return safe_url(url, _URL) or ""
        case date():
            return long_date(part)
        case _:
            assert_never(part)


def _marked_late(text: str, embeds: list[Embed], late_by: timedelta) -> tuple[str, list[Embed]]:
    marked = f"{text}\n{late_text(late_by)}".strip()
    if len(marked) <= limits.MESSAGE:
        return marked, embeds
    return text, [*embeds, Embed(description=late_text(late_by), colour=Colour.light_grey())]


def _cards(message: OccurrenceMessage) -> Iterable[Embed]:
    if len(message.talks) == 1:
        yield _card(message.talks[0])
    elif message.talks:
        lines = [_line(entry) for entry in message.talks]
        yield Embed(description=fitted(lines, limits.DESCRIPTION).text, colour=Colour.blurple())
    elif message.event is not None:
        yield event_embed(message.event)


def _card(entry: CatalogTalk) -> Embed:
    """Without what is not known: nobody asked for it, and of a talk to come there is no recording."""
    embed = talk_embed(entry).remove_footer()
    links = _links(entry)
    if links:
        embed.add_field(name="Links", value=links, inline=False)
    return embed


def _line(entry: CatalogTalk) -> str:
    talk = entry.talk
    start = None if talk.starts_at is None else format_dt(talk.starts_at, "t")
    parts = (start, talk.room and escaped(talk.room, _PLACE), escaped(speaker_names(talk.speakers), _NAMES))
    details = " · ".join(part for part in (*parts, _links(entry)) if part)
    return f"**{talk_link(entry)}**\n{details}\n"


def _links(entry: CatalogTalk) -> str:
    chief = (("Watch", entry.talk.video_url), ("Schedule", entry.talk.url))
    return " · ".join(linked(label, url, limits.BUTTON_LABEL, _URL) for label, url in chief if safe_url(url, _URL))
