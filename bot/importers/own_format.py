"""The project's own format: what seed/README.md documents, and what an export writes."""

from collections.abc import Iterable
from functools import partial

from bot.domain.programmes import Programme
from bot.errors import SourceError
from bot.importers.documents import DataDocument, Document, data_of, opened_as
from bot.importers.formats import Format, ReadOptions
from bot.importers.hand_written import Fields
from bot.importers.own_event import read_event, read_recap
from bot.importers.own_talks import read_talks
from bot.importers.times import zone_of

NAME = "talkbot"


def recognises(document: Document) -> bool:
    data = data_of(document)
    if not isinstance(data, dict) or not data:
        return False
    return isinstance(data.get("event"), dict) or set(data) <= {"event", "recap", "talks"}


def read(document: Document, options: ReadOptions) -> Iterable[Programme]:
    document = opened_as(document, DataDocument)
    fields = Fields(document.data)
    recap = fields.record("recap", read_recap)
    event = fields.record("event", partial(read_event, options, recap))
    records = fields.unread("talks")
    fields.finish()
    if event is None:
        raise SourceError("event: is missing")
    if not isinstance(records, list | None):
        raise SourceError("talks: must be a list")
    talks, refused = read_talks(records or [], zone_of(event.time_zone) if event.time_zone else None)
    return (Programme(format_name=NAME, event=event, talks=talks, refused=refused),)


FORMAT = Format(NAME, "Talkbot's own YAML or JSON, as in seed/", recognises, read)
