from discord import Colour, Embed
from discord.utils import format_dt

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped
from bot.discord_app.embeds.talks import talk_link
from bot.domain.catalog import CatalogTalk
from bot.domain.lookups import RunningNow
from bot.domain.question_wording import nothing_on
from bot.domain.room_programmes import NowOrNext, RoomProgramme
from bot.domain.talks import speaker_names

_NAMES = 120


def now_or_next_embed(answer: NowOrNext) -> Embed:
    is_now = isinstance(answer.lookup, RunningNow)
    if not answer.rooms:
        return Embed(title=nothing_on(is_now=is_now), colour=Colour.light_grey())
    blocks = [_running(room) if is_now else _following(room) for room in answer.rooms]
    return Embed(
        title="Now" if is_now else "Next",
        description=fitted(blocks, limits.DESCRIPTION).text,
        colour=Colour.blurple(),
    )


def _running(room: RoomProgramme) -> str:
    following = f"\nthen {_begins(room.following)}" if room.following else ""
    if room.running is None or room.running.talk.ends_at is None:
        return ""
    ends = format_dt(room.running.talk.ends_at, "R")
    return f"**{_place(room)}**\n{_who(room.running)} · ends {ends}{following}\n"


def _following(room: RoomProgramme) -> str:
    return "" if room.following is None else f"**{_place(room)}**\n{_begins(room.following)}\n"


def _begins(entry: CatalogTalk) -> str:
    start = entry.talk.starts_at
    return _who(entry) if start is None else f"{format_dt(start, 't')} ({format_dt(start, 'R')}) {_who(entry)}"


def _who(entry: CatalogTalk) -> str:
    names = escaped(speaker_names(entry.talk.speakers), _NAMES)
    return f"{talk_link(entry)} · {names}" if names else talk_link(entry)


def _place(room: RoomProgramme) -> str:
    event = escaped(room.event.event.name, 90)
    return event if room.room is None else f"{escaped(room.room, 60)} · {event}"
