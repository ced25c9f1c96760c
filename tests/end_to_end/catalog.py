"""What tests of the moderators' commands share: small schedules, and the steps of an import."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import copy
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox import Channel, Message
from bot.sandbox.people.actions import Member
from bot.sandbox.people.replies import Reply
from bot.sandbox.world.interactions import InteractionKind

EVENT = "Harbour Conf 2026"
_BUTTON = 2

AnySite = TypeVar("AnySite", bound="Site")


class Site:
    """Files on the web, at an address on loopback that an operator has allowed. `hold` is cleared to keep them back."""

    def __init__(self) -> None:
        self.port = 0
        self.hold = asyncio.Event()
        self.hold.set()
        self._asked = asyncio.Event()
        self._files: dict[str, bytes] = {}

    def serves(self, name: str, content: bytes) -> str:
        """From now on, at the URL that comes back."""
        self._files[name] = content
        return f"http://127.0.0.1:{self.port}/{name}"

    async def is_asked(self) -> None:
        """The next time from now on."""
        self._asked.clear()
        await asyncio.wait_for(self._asked.wait(), 5)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self._asked.set()
        content = self._files.get(request.path.removeprefix("/"))
        return web.Response(status=404) if content is None else await self._send(request, content)

    async def _send(self, request: web.Request, content: bytes) -> web.StreamResponse:
        """The first half at once, the second when nothing holds it."""
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(content[: len(content) // 2])
        await self.hold.wait()
        await response.write(content[len(content) // 2 :])
        return response


@asynccontextmanager
async def a_site() -> AsyncIterator[Site]:
    async with opened(Site()) as site:
        yield site


@asynccontextmanager
async def opened(site: AnySite) -> AsyncIterator[AnySite]:
    app = web.Application()
    app.router.add_get("/{path:.*}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


def talk(title: str, **parts: Any) -> dict[str, Any]:
    return {"key": title.casefold().replace(" ", "-")[:80], "title": title} | parts


def schedule(*talks: dict[str, Any], name: str = EVENT) -> bytes:
    """A file of the project's own format."""
    event = {"name": name, "starts_on": "2026-05-04", "ends_on": "2026-05-05", "time_zone": "Europe/Berlin"}
    return json.dumps({"event": event, "talks": list(talks)}).encode()


def uploads(member: Member, channel: Channel, content: bytes, options: str = "", name: str = "plan.json") -> Reply:
    return member.types(f"/catalog import file:{name} {options}", channel, files={name: content})


async def preview(reply: Reply) -> Message:
    return await reply.until(lambda message: bool(message.components), within=20)


async def apply(member: Member, message: Message, button: str = "Apply") -> Message:
    return await member.clicks(message, button).until(lambda message: "Applied" in message.content, within=20)


async def imported(member: Member, channel: Channel, content: bytes, options: str = "") -> Message:
    return await apply(member, await preview(uploads(member, channel, content, options)))


def forges_click(member: Member, message: Message, custom_id: str) -> Reply:
    """What a changed client can send: a click on a button that it does not see, or that the message never had."""
    source = message
    if custom_id not in button_ids(message).values():
        source = copy(message)
        button = {"type": 2, "id": 2, "style": 2, "label": "Forged", "custom_id": custom_id}
        source.components = [{"type": 1, "id": 1, "components": [button]}]
    data = {"custom_id": custom_id, "component_type": 2, "id": 2}
    act = f"a forged click on {custom_id}"
    return member.opens(InteractionKind.COMPONENT, message.channel, data, act, source)


def forges_choice(member: Member, message: Message, custom_id: str, value: str) -> Reply:
    """The same of a menu."""
    source = copy(message)
    menu = {"type": 3, "id": 2, "custom_id": custom_id, "options": [{"label": "Forged", "value": value}]}
    source.components = [{"type": 1, "id": 1, "components": [menu]}]
    data = {"custom_id": custom_id, "component_type": 3, "id": 2, "values": [value]}
    return member.opens(InteractionKind.COMPONENT, message.channel, data, f"a forged choice of {custom_id}", source)


def forges_form(member: Member, channel: Channel, custom_id: str, **texts: str) -> Reply:
    boxes = [
        {"type": 18, "id": 1, "component": {"type": 4, "custom_id": name, "id": 2, "value": text}}
        for name, text in texts.items()
    ]
    data = {"custom_id": custom_id, "components": boxes}
    return member.opens(InteractionKind.MODAL_SUBMIT, channel, data, f"a forged form {custom_id}")


def button_ids(message: Message) -> dict[str, str]:
    """By label."""
    items = [item for row in message.components for item in row["components"]]
    return {item["label"]: item["custom_id"] for item in items if item["type"] == _BUTTON and "custom_id" in item}


def listed(message: Message) -> dict[str, str]:
    """The embeds' fields by name."""
    return {field["name"]: field["value"] for embed in message.embeds for field in embed.get("fields", [])}
