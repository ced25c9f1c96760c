"""Recordings as YouTube lists them: pages of the Data API, and a channel's or playlist's Atom feed."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.domain.programmes import Recording, RecordingList, Refusal
from bot.importers.documents import Document, XmlDocument, data_of
from bot.importers.foreign import list_of, mapping_of, text_of
from bot.importers.formats import Format, ReadOptions
from bot.importers.prose import one_line

NAME = "youtube"
_ATOM = "{http://www.w3.org/2005/Atom}"
_YT = "{http://www.youtube.com/xml/schemas/2015}"
_GONE = {"Private video": "the video is private", "Deleted video": "the video is deleted"}


def recognises(document: Document) -> bool:
    if isinstance(document, XmlDocument):
        return document.root.tag == f"{_ATOM}feed" and document.root.find(f".//{_YT}channelId") is not None
    data = mapping_of(data_of(document))
    return text_of(data.get("kind")).startswith("youtube#") and isinstance(data.get("items"), list)


def read(document: Document, _options: ReadOptions) -> Iterable[RecordingList]:
    recordings: list[Recording] = []
    refused: list[Refusal] = []
    for number, (title, video_id) in enumerate(_videos(document), 1):
        problem = _GONE.get(title) or ("" if title and video_id else "it has no title or no video id")
        if problem:
            refused.append(Refusal(f"video {number} ({title[:60] or video_id[:60]})", problem))
        else:
            recordings.append(Recording(title=title, video_url=f"https://www.youtube.com/watch?v={video_id}"))
    return (RecordingList(format_name=NAME, recordings=tuple(recordings), refused=tuple(refused)),)


def _videos(document: Document) -> Iterator[tuple[str, str]]:
    if isinstance(document, XmlDocument):
        for entry in document.root.iterfind(f"{_ATOM}entry"):
            yield one_line(entry.findtext(f"{_ATOM}title") or ""), _safe(entry.findtext(f"{_YT}videoId"))
    else:
        for item in map(mapping_of, list_of(mapping_of(data_of(document)).get("items"))):
            yield one_line(text_of(mapping_of(item.get("snippet")).get("title"))), _safe(_video_id(item))


def _video_id(item: dict[str, Any]) -> str:
    """Return the id, which a playlist, a search and a list of videos each give in another place."""
    in_playlist = mapping_of(mapping_of(item.get("snippet")).get("resourceId")).get("videoId")
    in_search = mapping_of(item.get("id")).get("videoId")
    alone = item.get("id") if item.get("kind") == "youtube#video" else None
    return text_of(in_playlist) or text_of(in_search) or text_of(alone)


def _safe(video_id: str | None) -> str:
    text = (video_id or "").strip()
    return text if text.replace("-", "").replace("_", "").isalnum() and text.isascii() else ""


FORMAT = Format(NAME, "videos of YouTube: Data API or Atom feed", recognises, read)
