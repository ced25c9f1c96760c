"""From the options of an announcing command to the form that they fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord_app.announcements.announcing_rights import Place
from bot.domain.catalog import Scope
from bot.domain.event_recaps import RecapStyle
from bot.domain.filters import TalkFilter
from bot.services.announcements.announcement_form import AnnouncementForm, Kind
from bot.services.announcements.rooms_meant import RoomsMeant, rooms_meant
from bot.services.catalog import Catalog
from bot.services.finding.talk_meant import talk_meant
from bot.services.finding.understand import FilterWords, understand
from bot.services.settings.choose_zone import time_zone_meant
from bot.services.settings.show_settings import settings_of

_NOTICE = "Starts {talk.starts_in}:"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementOptions:
    """What was put into the options of the command."""

    kind: Kind
    channel: Place
    when: str
    every: str = ""
    until: str | None = None
    times: int | None = None
    message: str | None = None
    event: str | None = None
    talk: str | None = None
    track: str | None = None
    rooms: str | None = None
    mention: str | None = None
    publish: bool = False
    grace: int = 15
    time_zone: str | None = None
    recap: str | None = None


async def form_from_options(
    catalog: Catalog, guild: discord.Guild, options: AnnouncementOptions, now: datetime
) -> AnnouncementForm:
    """Raise UserError where a name means nothing, or several things."""
    scope = Scope(guild.id)
    given = await understand(catalog, FilterWords(event=options.event, track=options.track), scope)
    talk = None if options.talk is None else await talk_meant(catalog, options.talk, scope)
    rooms = await _rooms(catalog, guild, options, given)
    return AnnouncementForm(
        kind=options.kind,
        channel_id=options.channel.id,
        when=options.when,
        every=_every(options),
        written_at=now,
        time_zone=await _time_zone(catalog, guild.id, options, now),
        text=_text(options),
        mention=options.mention or "",
        grace=str(options.grace),
        event_id=given.event_id,
        talk_id=None if talk is None else talk.id,
        track=given.track,
        rooms=rooms.rooms,
        channels=rooms.channels,
        publish=options.publish,
        recap=None if options.recap is None else RecapStyle(options.recap),
    )


def _text(options: AnnouncementOptions) -> str | None:
    """None where a form is to ask for it."""
    if options.message is not None or (options.kind is not Kind.TALKS and options.recap is None):
        return options.message
    return _NOTICE if options.recap is None else ""


def channels_by_name(guild: discord.Guild) -> Mapping[str, int]:
    """Those that a room's talks can be told in; of several of one name the first."""
    return {channel.name: channel.id for channel in reversed(guild.text_channels)}


async def _rooms(catalog: Catalog, guild: discord.Guild, options: AnnouncementOptions, given: TalkFilter) -> RoomsMeant:
    return await rooms_meant(catalog, options.rooms, given, guild.id, channels_by_name(guild))


def _every(options: AnnouncementOptions) -> str:
    times = "" if options.times is None else f" {options.times} times"
    return options.every + times + ("" if options.until is None else f" until {options.until}")


async def _time_zone(catalog: Catalog, guild_id: int, options: AnnouncementOptions, now: datetime) -> str:
    if options.time_zone is not None:
        return time_zone_meant(options.time_zone, now)
    return (await settings_of(catalog, guild_id)).time_zone
