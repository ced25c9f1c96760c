"""What a source is before its format is known: opened, decoded and parsed once, for all formats to look at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree as SafeXml
from defusedxml.common import DefusedXmlException

from bot.errors import SourceError
from bot.importers.file_kinds import refuse_foreign_kinds
from bot.importers.yaml_values import looks_like_yaml, yaml_values


@dataclass(frozen=True, slots=True)
class DataDocument:
    """JSON or YAML. `data` holds plain values; of YAML's scalars only null, true and false are not text."""

    data: Any
    text: str


@dataclass(frozen=True, slots=True)
class XmlDocument:
    root: Element


@dataclass(frozen=True, slots=True)
class CalendarDocument:
    """iCalendar as bytes: it must be unfolded before it is decoded."""

    content: bytes


@dataclass(frozen=True, slots=True)
class TextDocument:
    text: str


@dataclass(frozen=True, slots=True)
class FolderDocument:
    name: str
    files: Mapping[str, bytes]


Document: TypeAlias = DataDocument | XmlDocument | CalendarDocument | TextDocument | FolderDocument

D = TypeVar("D", DataDocument, XmlDocument, CalendarDocument, TextDocument, FolderDocument)


def opened_as(document: Document, kind: type[D]) -> D:
    """Return the document where it is of that kind, which a format's `recognises` has made sure of."""
    if not isinstance(document, kind):
        raise SourceError(f"it is a {type(document).__name__}, and not a {kind.__name__}")
    return document


def data_of(document: Document) -> Any:
    """Return the values of JSON or YAML, and None for any other document."""
    return document.data if isinstance(document, DataDocument) else None


def open_document(content: bytes) -> Document:
    """Raise SourceError for what is no text, and for text that is broken JSON or XML."""
    refuse_foreign_kinds(content)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return XmlDocument(_xml_root(start))
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return CalendarDocument(start)
    text = decoded(content)
    if text.lstrip().startswith(("{", "[")):
        return DataDocument(json_values(text), text)
    if looks_like_yaml(text):
        return DataDocument(yaml_values(text), text)
    return TextDocument(text)


def decoded(content: bytes) -> str:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"it is no UTF-8 text (byte {error.start}): save it as UTF-8") from error


def json_values(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise SourceError("JSON nested too deeply") from None
    except ValueError as error:
        raise SourceError(f"broken JSON: {error}") from error


def _no_number(_name: str) -> None:
    """Stand in for NaN and Infinity, which are no JSON."""


def _xml_root(content: bytes) -> Element:
    try:
        root: Element = SafeXml.fromstring(content, forbid_dtd=False)
    except DefusedXmlException as error:
        raise SourceError("XML that declares entities of its own, which is refused for safety") from error
    except (ParseError, LookupError, ValueError) as error:
        raise SourceError(f"broken XML: {error}") from error
    return root
