from datetime import date

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.markdown import escaped, linked, long_date, safe_url
from bot.discord_app.embeds.talks import page_footer
from bot.domain.answers import EventChoice, EventPage, EventSummary
from bot.domain.catalog import CatalogEvent
from bot.domain.events import Event

_TRACKS_SHOWN = 15
_DAYS_SHOWN = 12

# Ten events of a page, at their longest, stay within a description.
_NAME, _URL, _CITY = 110, 140, 50


def event_embed(answer: EventSummary) -> Embed:
    event = answer.event.event
    embed = Embed(
        title=escaped(event.name, limits.TITLE),
        url=safe_url(event.url),
        description=_introduction(answer.event),
        colour=Colour.blurple(),
    )
    where = ", ".join(part for part in (event.venue, event.city) if part)
    for name, value in (("When", dates(event)), ("Where", where), ("Time zone", event.time_zone)):
        if value:
            embed.add_field(name=name, value=escaped(value, limits.FIELD_VALUE), inline=True)
    embed.add_field(name="Programme", value=_numbers(answer), inline=False)
    if answer.days:
        embed.add_field(name="Days", value=_days(answer.days), inline=True)
    if answer.tracks:
        embed.add_field(name="Tracks", value=_tracks(answer.tracks), inline=True)
    return embed


def event_page_embed(answer: EventPage) -> Embed:
    lines = [f"**{_event_link(event)}**\n{_event_details(event.event, talks)}" for event, talks in answer.events]
    count = "1 event" if answer.total == 1 else f"{answer.total} events"
    embed = Embed(
        title=count if answer.total else "No events yet",
        description="\n\n".join(lines) or "The catalog is empty.",
        colour=Colour.blurple(),
    )
    return embed.set_footer(text=page_footer(answer.page, answer.pages))


def event_choice_embed(answer: EventChoice) -> Embed:
    if not answer.events:
        asked = f"No event is called “{escaped(answer.asked, 200)}”." if answer.asked else "That event is gone."
        return Embed(
            title="No such event",
            description=f"{asked} `/event list` shows the events that I know.",
            colour=Colour.light_grey(),
        )
    lines = "\n".join(f"• {escaped(event.event.name, 150)}" for event in answer.events)
    asked = escaped(answer.asked, 200)
    return Embed(title="Which event is meant?", description=f"“{asked}” could be\n{lines}", colour=Colour.gold())


def dates(event: Event) -> str | None:
    if event.starts_on is None:
        return None
    if event.ends_on is None or event.ends_on == event.starts_on:
        return long_date(event.starts_on)
    return f"{_short(event.starts_on)} – {_short(event.ends_on)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _introduction(event: CatalogEvent) -> str | None:
    names = f"Also called {escaped(', '.join(event.event.also_called), 300)}." if event.event.also_called else None
    note = escaped(event.event.dates_note, 300) if event.event.dates_note else None
    return "\n".join(part for part in (names, note) if part) or None


def _numbers(answer: EventSummary) -> str:
    return f"{answer.talks} talks · {answer.speakers} speakers · {answer.recordings} recordings"


def _days(days: tuple[tuple[date, int], ...]) -> str:
    lines = [f"{day:%a} {_short(day)}: {talks}" for day, talks in days[:_DAYS_SHOWN]]
    return _with_rest(lines, len(days))


def _tracks(tracks: tuple[tuple[str, int], ...]) -> str:
    largest = sorted(tracks, key=lambda track: -track[1])[:_TRACKS_SHOWN]
    return _with_rest([f"{escaped(track, 50)}: {talks}" for track, talks in largest], len(tracks))


def _with_rest(lines: list[str], total: int) -> str:
    rest = [f"… and {total - len(lines)} more"] if total > len(lines) else []
    return "\n".join([*lines, *rest])


def _event_link(event: CatalogEvent) -> str:
    return linked(event.event.name, event.event.url, _NAME, _URL)


def _event_details(event: Event, talks: int) -> str:
    parts = (dates(event), event.city and escaped(event.city, _CITY), f"{talks} talks")
    return " · ".join(part for part in parts if part)
