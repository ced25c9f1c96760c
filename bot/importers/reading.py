"""The one way in: a source and what is said about it go in, programmes and lists of recordings come out."""

from collections.abc import Iterator

from bot.errors import SourceError
from bot.importers import (
    europython,
    frab_json,
    frab_xml,
    ical,
    link_lists,
    opass,
    own_format,
    pretalx_rest,
    pretalx_widget,
    pyvideo,
    rubyevents,
    sessionize,
    tables,
    xcal,
    youtube,
)
from bot.importers.descriptions import description_of
from bot.importers.documents import Document, FolderDocument, open_document
from bot.importers.formats import Format, Reading, ReadOptions, Source, SourceFolder

FORMATS: tuple[Format, ...] = (
    own_format.FORMAT,
    frab_json.FORMAT,
    frab_xml.FORMAT,
    pretalx_rest.FORMAT,
    pretalx_widget.FORMAT,
    ical.FORMAT,
    xcal.FORMAT,
    sessionize.FORMAT,
    opass.FORMAT,
    europython.FORMAT,
    rubyevents.FORMAT,
    pyvideo.FORMAT,
    tables.FORMAT,
    youtube.FORMAT,
    link_lists.FORMAT,  # last, because any text with a link to a video would do
)


def read_source(source: Source, options: ReadOptions) -> Iterator[Reading]:
    """Tell the format by the content, then read one event after the other.

    Raise SourceError, at once or while reading: TimeZoneNeeded and EventNameNeeded where an option would help.
    A bad record does not raise; it is in `refused` of what is returned.
    """
    document = _document(source)
    return iter(_format(document, options.format_name).read(document, options))


def _document(source: Source) -> Document:
    if isinstance(source, SourceFolder):
        return FolderDocument(source.name, source.files)
    return open_document(source.content)


def _format(document: Document, name: str | None) -> Format:
    if name is None:
        found = next((one for one in FORMATS if one.recognises(document)), None)
        if found is None:
            known = "; ".join(one.description for one in FORMATS)
            raise SourceError(f"it is {description_of(document)}; no known format looks like that. Known are: {known}")
        return found
    wanted = next((one for one in FORMATS if one.name == name), None)
    if wanted is None:
        raise SourceError(f"there is no format {name[:60]!r}; there are: {', '.join(one.name for one in FORMATS)}")
    if not wanted.recognises(document):
        raise SourceError(f"it is {description_of(document)}, and not {wanted.description}")
    return wanted
