"""Files that came with a message or a command; the sandbox serves them again."""

import mimetypes
from dataclasses import dataclass
from urllib.parse import quote

from bot.sandbox.world.snowflakes import Json


@dataclass(eq=False)
class StoredFile:
    id: int
    channel_id: int
    name: str
    content: bytes
    origin: str
    description: str | None = None

    @property
    def path(self) -> str:
        return f"/attachments/{self.channel_id}/{self.id}/{quote(self.name)}"

    @property
    def content_type(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def payload(self) -> Json:
        payload: Json = {
            "id": str(self.id),
            "filename": self.name,
            "size": len(self.content),
            "url": self.origin + self.path,
            "proxy_url": self.origin + self.path,
            "content_type": self.content_type,
        }
        return payload | ({"description": self.description} if self.description else {})


class Files:
    """Serves the newest `kept`; `origin` is set once the server knows its port."""

    def __init__(self, kept: int) -> None:
        self.origin = ""
        self._kept = kept
        self._by_id: dict[int, StoredFile] = {}

    def store(
        self,
        file_id: int,
        channel_id: int,
        name: str,
        content: bytes,
        description: str | None = None,
    ) -> StoredFile:
        stored = StoredFile(file_id, channel_id, name, content, self.origin, description)
        self._by_id[file_id] = stored
        if len(self._by_id) > self._kept:
            del self._by_id[next(iter(self._by_id))]
        return stored

    def find(self, file_id: int) -> StoredFile | None:
        return self._by_id.get(file_id)
