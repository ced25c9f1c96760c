"""RubyEvents' videos.yml: a list of recordings, some with the talks of one recording inside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from bot.domain.programmes import Programme
from bot.domain.talks import Talk
from bot.importers.cleaning import cleaned_talk
from bot.importers.documents import Document, data_of
from bot.importers.foreign import first_text, list_of, mapping_of, mappings_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.gathering import event_of, gathered, programme
from bot.importers.people import speakers_named
from bot.importers.slugs import slug_of
from bot.importers.times import day_of

NAME = "rubyevents"
_ADDRESSES = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}", "mp4": "{}"}

_DEFAULT_PROVIDER = "youtube"  # RubyEvents' own default, for records that name none


def recognises(document: Document) -> bool:
    return any({"title", "video_provider"} <= set(record) for record in mappings_of(data_of(document)))


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    """Read one programme for each event that is named: a file may hold a series."""
    records = [mapping_of(record) for record in list_of(data_of(document))]
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        events["" if options.event_name else text_of(record.get("event_name"))].extend(_with_parts(record))
    for name, parts in events.items():
        talks, refused = gathered(parts, _talk, lambda part: first_text(part, "title", "video_id"))
        yield programme(NAME, event_of(options, name), talks, refused)


def _with_parts(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a recording and the talks in it. They share its day, and its video where they have none."""
    yield record
    shared: dict[str, Any] = {key: record[key] for key in ("date", "track", "language") if key in record}
    for part in mappings_of(record.get("talks")):
        is_own = part.get("video_provider") in _ADDRESSES
        video = part if is_own else record
        yield {
            **shared,
            **part,
            "video_provider": video.get("video_provider"),
            "video_id": video.get("video_id"),
            "part_of": text_of(record.get("title")),
        }


def _talk(record: dict[str, Any]) -> Talk:
    title = text_of(record.get("title"))
    video_id = text_of(record.get("video_id"))
    provider = text_of(record.get("video_provider")) or _DEFAULT_PROVIDER
    address = _ADDRESSES.get(provider, "").format(video_id)
    return cleaned_talk(
        key=text_of(record.get("id")) or f"{video_id}/{slug_of(title)}",
        title=title,
        speakers=speakers_named([_name(item) for item in list_of(record.get("speakers"))]),
        texts=(text_of(record.get("description")),),
        session_type=text_of(record.get("kind")),
        track=text_of(record.get("track")),
        room=text_of(record.get("location")),
        held_on=_day(record),
        language=text_of(record.get("language")),
        videos=(address,) if video_id else (),
        links=(("Slides", record.get("slides_url")),),
    )


def _name(item: Any) -> str:
    return text_of(item.get("name")) if isinstance(item, dict) else text_of(item)


def _day(record: dict[str, Any]) -> Any:
    """Return None for a "TODO", which stands in many files."""
    value = text_of(record.get("date"))
    return day_of(value) if value[:4].isdigit() else None


FORMAT = Format(NAME, "RubyEvents' videos.yml", recognises, read)
