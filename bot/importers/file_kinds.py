"""Files that are no schedule, told by their first bytes."""

from bot.errors import SourceError

_KINDS_BY_START = {
    b"PK\x03\x04": "a ZIP archive or an office file",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Microsoft Office file",
    b"SQLite format 3": "an SQLite database",
}
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


def refuse_foreign_kinds(content: bytes) -> None:
    """Raise SourceError with what the file is, if it is nothing that any format could be written in."""
    for start, kind in _KINDS_BY_START.items():
        if content.startswith(start):
            raise SourceError(f"it is {kind}: unpack or export it first")
    if content[257:262] == b"ustar":
        raise SourceError("it is a tar archive: unpack it first")
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML_STARTS):
        raise SourceError("it is an HTML page: give the link of the export instead of the page")
    if not head:
        raise SourceError("the file is empty")
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("it is a binary file")
