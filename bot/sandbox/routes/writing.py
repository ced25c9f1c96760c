"""From a checked body to a message, and to the changes of one."""

from bot.sandbox.routes.calls import Call
from bot.sandbox.rules.messages import check_message, has_something
from bot.sandbox.rules.refusals import Path, Refusal
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.files import StoredFile
from bot.sandbox.world.mentions import pings_of
from bot.sandbox.world.messages import Message, MessageFlag
from bot.sandbox.world.snowflakes import Json


def new_message(call: Call, channel: Channel, body: Json, *, path: Path = ()) -> Message:
    """Checked, with its files stored, but not yet posted. `path` leads to the body inside the request."""
    check_message(body, path=path, files=len(call.files))
    world = channel.world
    message = Message(world.snowflakes.next(), channel, world.application.user, world.clock())
    _fill(message, call, body)
    return message


def change_message(message: Message, call: Call, body: Json, *, path: Path = ()) -> None:
    """Replaces what the body names and leaves the rest."""
    v2 = message.flags & MessageFlag.COMPONENTS_V2
    check_message(body | {"flags": (body.get("flags") or 0) | v2}, path=path, files=len(call.files), partial=True)
    after: Json = {"content": message.content, "embeds": message.embeds, "components": message.components} | body
    kept = body.get("attachments", message.files)
    if not has_something(after, len(kept or []) + len(call.files)):
        raise Refusal(400, 50006, "Cannot send an empty message")
    _fill(message, call, body)


def _fill(message: Message, call: Call, body: Json) -> None:
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "embeds" in body:
        message.embeds = [_shown_embed(embed) for embed in body["embeds"] or []]
    if "components" in body:
        message.components = _numbered(body["components"] or [])
    if "attachments" in body or call.files:
        message.files = _files(message, call, body)
        _link_files(message)
    settable = int(body.get("flags") or 0) & (MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2)
    message.flags |= settable | (int(body.get("flags") or 0) & MessageFlag.SUPPRESS_NOTIFICATIONS)
    if "content" in body:
        message.pings = pings_of(message, body.get("allowed_mentions"))


def _shown_embed(embed: Json) -> Json:
    return {"type": "rich"} | {key: value for key, value in embed.items() if value is not None}


def _numbered(components: list[Json]) -> list[Json]:
    """Discord numbers the components of a message that come without an id."""
    count = 0

    def number(component: Json) -> Json:
        nonlocal count
        count += 1
        numbered: Json = {"id": count, **component}
        if "components" in component:
            numbered["components"] = [number(child) for child in component["components"]]
        if "accessory" in component:
            numbered["accessory"] = number(component["accessory"])
        return numbered

    return [number(component) for component in components]


def _files(message: Message, call: Call, body: Json) -> list[StoredFile]:
    listed: list[Json] = body.get("attachments") or [{"id": number} for number in call.files]
    kept = {file.id: file for file in message.files}
    files = []
    for entry in listed:
        number = int(entry["id"])
        if number in kept:
            files.append(kept[number])
        elif number in call.files:
            files.append(_stored(message, call, number, entry))
    return files


def _stored(message: Message, call: Call, number: int, entry: Json) -> StoredFile:
    world = message.channel.world
    upload = call.files[number]
    name = entry.get("filename") or upload.name
    file_id = world.snowflakes.next()
    return world.files.store(file_id, message.channel.id, name, upload.content, entry.get("description"))


def _link_files(message: Message) -> None:
    """Discord replaces attachment://name in embeds by the file's address."""
    by_name = {f"attachment://{file.name}": file.payload()["url"] for file in message.files}
    for embed in message.embeds:
        for part in ("image", "thumbnail"):
            if embed.get(part, {}).get("url") in by_name:
                embed[part] = embed[part] | {"url": by_name[embed[part]["url"]]}
