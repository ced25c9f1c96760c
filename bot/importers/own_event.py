from typing import Any

from bot.domain.events import Event
from bot.domain.recaps import RecapMaterial, Theme
from bot.errors import SourceError
from bot.importers.formats import ReadOptions
from bot.importers.hand_written import Fields
from bot.importers.slugs import slug_of
from bot.importers.times import zone_of


def read_event(options: ReadOptions, recap: RecapMaterial | None, record: Any) -> Event:
    fields = Fields(record)
    own_zone = fields.text("time_zone")
    zone = options.time_zone or own_zone
    name = options.event_name or fields.required_text("name")
    event = Event(
        slug=fields.text("slug") or slug_of(name),
        name=name,
        also_called=fields.texts("also_called"),
        starts_on=fields.day("starts_on"),
        ends_on=fields.day("ends_on"),
        dates_note=fields.text("dates_note"),
        venue=fields.text("venue"),
        city=fields.text("city"),
        time_zone=zone_of(zone).key if zone else None,
        url=fields.web_address("url"),
        recap=recap,
    )
    fields.text("name")
    fields.finish()
    if event.starts_on and event.ends_on and event.ends_on < event.starts_on:
        raise SourceError("ends_on: lies before starts_on")
    return event


def read_recap(record: Any) -> RecapMaterial:
    fields = Fields(record)
    recap = RecapMaterial(
        source_title=fields.text("source_title"),
        source_url=fields.web_address("source_url"),
        author=fields.text("author"),
        publisher=fields.text("publisher"),
        published_on=fields.day("published_on"),
        scope=fields.text("scope"),
        themes=fields.records("themes", _theme),
        highlights=fields.texts("highlights"),
        what_next=fields.texts("what_next"),
    )
    fields.finish()
    return recap


def _theme(record: Any) -> Theme:
    fields = Fields(record)
    theme = Theme(title=fields.required_text("title"), text=fields.required_text("text"))
    fields.finish()
    return theme
