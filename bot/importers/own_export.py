"""Writing the project's own format: own_format reads back the same event and the same talks."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.domain.events import Event
from bot.domain.programmes import Programme
from bot.domain.talks import Speaker, Talk
from bot.importers.times import local_moment, zone_of

_DEFAULTS = {"title_confirmed": True, "cancelled": False}


def write_yaml(programme: Programme) -> str:
    return yaml.dump(_record(programme), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def write_json(programme: Programme) -> str:
    return json.dumps(_record(programme), ensure_ascii=False, indent=2) + "\n"


def _record(programme: Programme) -> dict[str, Any]:
    zone = zone_of(programme.event.time_zone) if programme.event.time_zone else None
    recap = programme.event.recap
    return {
        "event": _event(programme.event),
        **({"recap": _known(asdict(recap))} if recap else {}),
        "talks": [_talk(talk, zone) for talk in programme.talks],
    }


def _event(event: Event) -> dict[str, Any]:
    record = asdict(event)
    del record["recap"]
    return _known(record)


def _talk(talk: Talk, zone: ZoneInfo | None) -> dict[str, Any]:
    record = asdict(talk)
    record["speakers"] = [_speaker(speaker) for speaker in talk.speakers]
    times = {
        "date": record.pop("held_on"),
        "start": _moment(record.pop("starts_at"), talk.held_on, zone),
        "end": _moment(record.pop("ends_at"), talk.held_on, zone),
    }
    position = list(record).index("language")
    ordered = list(record.items())
    return _known(dict([*ordered[:position], *times.items(), *ordered[position:]]))


def _speaker(speaker: Speaker) -> dict[str, Any] | str:
    record = _known(asdict(speaker))
    return speaker.name if list(record) == ["name"] else record


def _moment(moment: datetime | None, day: date | None, zone: ZoneInfo | None) -> str | None:
    """Write a time of day where it says all, else the full moment with its offset."""
    if moment is None:
        return None
    local = moment.astimezone(zone) if zone else moment
    clock = local.time().replace(microsecond=0, fold=0)
    if zone and day and local_moment(day, clock, zone) == moment:
        return clock.isoformat("seconds" if clock.second else "minutes")
    return local.isoformat()


def _known(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is unknown or empty, or what stands for itself."""
    return {
        key: _plain(value)
        for key, value in record.items()
        if value not in (None, (), []) and _DEFAULTS.get(key) is not value
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  the base's signature
        """Indent lists below their key, as people write them."""
        super().increase_indent(flow, False)  # noqa: FBT003  the base's signature


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
