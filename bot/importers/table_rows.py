"""Taking a table apart: its delimiter, its header row with the usual names of columns, and its rows."""

import csv
import io
import re
from collections.abc import Mapping

from bot.errors import SourceError
from bot.importers.tables_export import COLUMNS

_LONGEST_CELL = 1_000_000
_LONGEST_HEADER = 10_000
_COLUMNS = {
    "key": "id key code guid uid sessionid talkid proposalid submissionid",
    "title": "title sessiontitle talktitle proposaltitle talk session name subject topic sessionname talkname",
    "abstract": "abstract description summary details sessiondescription talkdescription sessionabstract",
    "speakers": "speaker speakers presenter presenters speakername speakernames author authors owner",
    "date": "date day startdate sessiondate",
    "start": "start starttime startsat starts begin begins time from startdatetime scheduledat",
    "end": "end endtime endsat ends finish until to enddatetime",
    "duration": "duration length minutes durationminutes",
    "room": "room location venue stage hall roomname",
    "track": "track category stream trackname theme",
    "type": "type sessiontype format kind sessionformat submissiontype",
    "language": "language lang locale",
    "tags": "tags tag keywords topics",
    "url": "url link page website sessionurl talkurl",
    "video": "video videourl recording recordingurl youtube youtubeurl videolink",
    "slides": "slides slidesurl slide",
    "event": "event eventname conference",
}
_COLUMN_OF = {synonym: column for column, synonyms in _COLUMNS.items() for synonym in synonyms.split()}
Row = Mapping[str, str]


def own_rows_of(text: str) -> list[Row]:
    """Return the rows of a table that an export wrote, and none of any other."""
    header, *lines = _lines(text) or [[]]
    if tuple(header) != COLUMNS:
        return []
    return [dict(zip(COLUMNS, line, strict=False)) for line in lines if any(line)]


def columns_of(text: str) -> dict[str, int]:
    """Return the known columns of the header row and their places; the first of two like columns counts."""
    header = _lines(text[:_LONGEST_HEADER].partition("\n")[0])[:1]
    columns: dict[str, int] = {}
    for place, name in enumerate(header[0] if header else []):
        column = _COLUMN_OF.get(re.sub(r"[\W_]+", "", name).lower())
        if column:
            columns.setdefault(column, place)
    return columns


def rows_of(text: str) -> list[Row]:
    """Raise SourceError for a table that cannot be taken apart."""
    columns = columns_of(text)
    return [
        {column: line[place] for column, place in columns.items() if place < len(line)}
        for line in _lines(text)[1:]
        if any(cell.strip() for cell in line)
    ]


def _lines(text: str) -> list[list[str]]:
    text = re.sub(r"\r\n?", "\n", text).lstrip("\n")
    header = text.partition("\n")[0]
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=header.count)))
    except csv.Error as error:
        raise SourceError(f"broken table: {error}") from error
