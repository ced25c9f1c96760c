"""An announcement as its moderators see it: what goes out, when, where, and whom it pings."""

from collections.abc import Iterable
from typing import Any

from discord import AllowedMentions, Colour, Embed
from discord.utils import format_dt

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.announcements import mentioned, occurrence_message
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, plain, prose
from bot.discord_app.embeds.talks import page_footer
from bot.domain.announcements import AnnouncementState, BeforeTalks, Occurrence, OccurrenceState
from bot.domain.occurrence_messages import OccurrenceMessage
from bot.domain.outlines import Ahead, AnnouncementLine, AnnouncementPage, Outline

_STATES = {
    AnnouncementState.ACTIVE: ("Scheduled", Colour.green()),
    AnnouncementState.PAUSED: ("Paused", Colour.orange()),
    AnnouncementState.CANCELLED: ("Cancelled", Colour.light_grey()),
    AnnouncementState.FINISHED: ("Ended", Colour.light_grey()),
}
_OUTCOMES = {OccurrenceState.SENT: "sent", OccurrenceState.MISSED: "missed", OccurrenceState.SKIPPED: "skipped"}

# With the card of a talk above it, it stays within a message's embeds.
_CHANNELS, _AHEAD, _TITLE = 300, 450, 60


def preview_message(outline: Outline, people: int | None, *, is_change: bool) -> dict[str, Any]:
    """The very message, and beneath it all that is to be known before it is scheduled."""
    title = "Preview: not saved yet" if is_change else "Preview: not scheduled yet"
    return _with_message(outline, _facts(outline, people, Embed(title=title, colour=Colour.gold())))


def outline_message(outline: Outline, people: int | None, said: str | None = None) -> dict[str, Any]:
    """The same of one that is scheduled, with what became of it. `said` is what was just done to it."""
    title, colour = _STATES[outline.announcement.state]
    why = outline.announcement.paused_because
    embed = Embed(title=title, description=said or (prose(why, 300) if why else None), colour=colour)
    _facts(outline, people, embed)
    if outline.last:
        embed.add_field(name="Lately", value="\n".join(map(_past, outline.last)), inline=False)
    return _with_message(outline, embed)


def current_embeds(outline: Outline) -> list[Embed]:
    """What an announcement says at the moment, for somebody who wrote something else."""
    said = occurrence_message(outline.message)["content"]
    title, colour = _STATES[outline.announcement.state]
    return [
        Embed(title="What it says now", description=said, colour=colour),
        _facts(outline, None, Embed(title=title, colour=colour)),
    ]


def scheduled_text(outline: Outline) -> str:
    """What is promised, in one line."""
    where = f"<#{outline.announcement.channel_id}>"
    if outline.announcement.state is AnnouncementState.PAUSED:
        return f"**Saved.** It is paused; `/announce resume` lets it go out in {where}."
    if not outline.ahead:
        return f"**Scheduled.** No talk with a known time is ahead yet; when one is, it is announced in {where}."
    first = outline.ahead[0]
    where = f"<#{first.channel_id}>"
    return f"**Scheduled.** It goes out in {where} {format_dt(first.at, 'F')} ({format_dt(first.at, 'R')})."


def test_message(message: OccurrenceMessage) -> dict[str, Any]:
    """The very message, pinging nobody."""
    sent = occurrence_message(message)
    return {"content": sent["content"], "embeds": sent["embeds"], "allowed_mentions": AllowedMentions.none()}


def announcement_page_embed(page: AnnouncementPage) -> Embed:
    if not page.total:
        nothing = "`/announce once`, `/announce repeat` and `/announce talks` schedule one."
        return Embed(title="Nothing is scheduled", description=nothing, colour=Colour.light_grey())
    count = "1 announcement" if page.total == 1 else f"{page.total} announcements"
    lines = fitted([_line(line) for line in page.lines], limits.DESCRIPTION).text
    embed = Embed(title=count, description=lines, colour=Colour.blurple())
    return embed.set_footer(text=page_footer(page.page, page.pages))


def cancel_question(outline: Outline) -> str:
    name = escaped(outline.name, 200)
    return f"Cancel **{name}** for good? Nothing more of it goes out. `/announce pause` only holds it back for a while."


def _line(line: AnnouncementLine) -> str:
    announcement = line.announcement
    state = "" if announcement.state is AnnouncementState.ACTIVE else f"{_STATES[announcement.state][0].lower()} · "
    when = f"next {format_dt(line.next_at, 'f')}, {format_dt(line.next_at, 'R')}" if line.next_at else "nothing ahead"
    where = f"<#{announcement.channel_id}>"
    return f"**{escaped(line.name, 100)}** · {where}\n{escaped(line.schedule, 150)}\n{state}{when}\n"


def _with_message(outline: Outline, facts: Embed) -> dict[str, Any]:
    sent = test_message(outline.message)
    return sent | {"embeds": [*sent["embeds"], facts]}


def _facts(outline: Outline, people: int | None, embed: Embed) -> Embed:
    announcement = outline.announcement
    embed.add_field(name="Where", value=fitted(list(_channels(outline)), _CHANNELS).text, inline=False)
    embed.add_field(name="When", value=escaped(outline.schedule, 300), inline=False)
    is_paused = announcement.state is AnnouncementState.PAUSED
    embed.add_field(name="Would go out" if is_paused else "Goes out", value=_times(outline), inline=False)
    embed.add_field(name="Pings", value=pinged(announcement.wording.mention, people), inline=True)
    embed.add_field(name="Grace", value=f"{announcement.grace_minutes} min", inline=True)
    if announcement.publish:
        embed.add_field(name="Published", value="to the servers that follow the channel", inline=True)
    note = _note(outline)
    return embed.set_footer(text=note) if note else embed


def _channels(outline: Outline) -> Iterable[str]:
    """A room's own channel first, then where all others are told."""
    schedule, main = outline.announcement.schedule, f"<#{outline.announcement.channel_id}>"
    if not isinstance(schedule, BeforeTalks) or not schedule.channels:
        yield main
        return
    for room, channel_id in schedule.channels:
        yield f"{escaped(room, 60)}: <#{channel_id}>"
    yield f"all other rooms: {main}"


def _times(outline: Outline) -> str:
    if not outline.ahead:
        return "Nothing is ahead."
    return fitted([_time(one, outline) for one in outline.ahead], _AHEAD, outline.ahead_in_all).text


def _time(one: Ahead, outline: Outline) -> str:
    """Each reader's own time, then the clock of the announcement's zone."""
    where = f" · <#{one.channel_id}>" if one.channel_id != outline.announcement.channel_id else ""
    titles = f" · {escaped(', '.join(one.titles), _TITLE)}" if one.titles else ""
    return f"{format_dt(one.at, 'f')} · {one.local}{where}{titles}"


def pinged(mention: str | None, people: int | None) -> str:
    if mention is None:
        return "nobody"
    who = mentioned(mention)
    if mention == "here":
        return f"{who}: whoever of {people:,} members is online then" if people else f"{who}: whoever is online then"
    return who if people is None else f"{who}: {people:,} {'member' if people == 1 else 'members'}"


def _note(outline: Outline) -> str:
    if outline.is_example and isinstance(outline.announcement.schedule, BeforeTalks):
        return "The message above is an example."
    wording = outline.announcement.wording
    if wording.mention is None and ("@everyone" in wording.text or "@here" in wording.text):
        return "What the text says pings nobody: choose whom to ping with the option mention."
    return ""


def _past(one: Occurrence) -> str:
    trouble = f": {plain(one.trouble, 60)}" if one.trouble and one.state is OccurrenceState.MISSED else ""
    return f"{format_dt(one.due_at, 'f')} · {_OUTCOMES.get(one.state, str(one.state))}{escaped(trouble, 80)}"
