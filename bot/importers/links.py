"""Web addresses: which may be kept, and which of them are recordings."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_LONGEST = 2000
_ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x1f\x7f\ud800-\udfff]+", re.IGNORECASE)
_VIDEO_HOSTS = {
    "youtube.com": re.compile(r"/(watch\?(?:.*&)?v=|embed/|live/|shorts/|v/)[\w-]"),
    "youtu.be": re.compile(r"/[\w-]{6}"),
    "youtube-nocookie.com": re.compile(r"/embed/[\w-]"),
    "player.vimeo.com": re.compile(r"/video/\d"),
    "vimeo.com": re.compile(r"/(?:.*/)?\d+"),
    "media.ccc.de": re.compile(r"/v/."),
    "toobnix.org": re.compile(r"/(w|videos/watch)/."),
    "video.fosdem.org": re.compile(r"/.*\.(webm|mp4|ogv|mkv|av1\.webm)$"),
    "pyvideo.org": re.compile(r"/.*\w"),
    "peertube.tv": re.compile(r"/(w|videos/watch)/."),
    "bilibili.com": re.compile(r"/video/."),
    "archive.org": re.compile(r"/(details|download)/."),
    "dailymotion.com": re.compile(r"/video/."),
    "blip.tv": re.compile(r"/."),
    "infoq.com": re.compile(r"/presentations/."),
    "nicovideo.jp": re.compile(r"/watch/."),
}
_FILE_SUFFIXES = (".mp4", ".webm", ".ogv", ".mkv", ".m4v", ".ogg")


def is_web_address(value: str) -> bool:
    if len(value) > _LONGEST or _ADDRESS.fullmatch(value) is None:
        return False
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


def web_address(value: object) -> str | None:
    """Return the address if `value` is one that may be kept, else None: prose, a path, another scheme."""
    text = value.strip() if isinstance(value, str) else ""
    return text if is_web_address(text) else None


def is_video(address: str) -> bool:
    """Tell whether a person who follows the address would see a recording."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    pattern = _VIDEO_HOSTS.get(_host(address))
    if pattern is not None:
        return pattern.match(path) is not None
    return parts.path.lower().endswith(_FILE_SUFFIXES)


def is_on_video_host(address: str) -> bool:
    return _host(address) in _VIDEO_HOSTS or is_video(address)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")


def first_video(values: Iterable[object]) -> str | None:
    addresses = (web_address(value) for value in values)
    return next((address for address in addresses if address and is_video(address)), None)
