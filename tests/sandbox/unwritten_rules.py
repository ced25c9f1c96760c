"""Discord's rules that its OpenAPI description does not hold, written down apart from the sandbox's own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from bot.sandbox.records import Recorded

Json: TypeAlias = dict[str, Any]

MESSAGES = re.compile(r"/channels/\{channel_id\}/(messages|threads)|/webhooks/")
COMMANDS = re.compile(r"/applications/\{application_id\}/.*commands")
NAME = re.compile(r"[-_'\w]{1,32}")
V2 = 1 << 15


def unwritten_complaints(request: Recorded) -> Iterator[str]:
    body = request.body
    if COMMANDS.search(request.template):
        for command in body if isinstance(body, list) else [body]:
            yield from _command(command)
    elif request.template.startswith("/interactions/"):
        yield from _callback(body)
    elif MESSAGES.search(request.template):
        yield from _message(body.get("message", body))


def _callback(body: Json) -> Iterator[str]:
    data = body.get("data") or {}
    if "choices" in data:
        yield from _choices(data["choices"])
    elif "title" in data:
        yield from _unique(component["custom_id"] for component in _all(data["components"]) if "custom_id" in component)
        if len(data["components"]) > 5:
            yield "a form has more than 5 components"
    else:
        yield from _message(data)


def _message(body: Json) -> Iterator[str]:
    if len(body.get("content") or "") > 2000:
        yield "the content has more than 2,000 characters"
    embeds = body.get("embeds") or []
    if sum(map(_embed_length, embeds)) > 6000:
        yield "the embeds have more than 6,000 characters"
    for embed in embeds:
        yield from _embed(embed)
    yield from _components(body.get("components") or [], v2=bool((body.get("flags") or 0) & V2))


def _embed(embed: Json) -> Iterator[str]:
    for field in embed.get("fields") or []:
        if not field["name"].strip() or not field["value"].strip():
            yield "a field of an embed has an empty name or value"
    urls = [embed.get("url"), (embed.get("author") or {}).get("url")]
    pictures = [(embed.get(part) or {}).get("url") for part in ("image", "thumbnail")]
    yield from (f"not an address: {url}" for url in urls if url and not re.match(r"https?://\S+$", url))
    yield from (f"not a picture: {url}" for url in pictures if url and not re.match(r"(https?|attachment)://\S+$", url))


def _embed_length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [field[key] for field in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(text) for text in texts if text)


def _components(components: list[Json], *, v2: bool) -> Iterator[str]:
    everything = list(_all(components))
    if not v2 and len(components) > 5:
        yield "more than 5 rows"
    if len(everything) > 40:
        yield "more than 40 components"
    yield from _unique(component["custom_id"] for component in everything if "custom_id" in component)
    for component in everything:
        yield from _component(component)


def _component(component: Json) -> Iterator[str]:
    kind = component["type"]
    if kind == 1 and len(component["components"]) > (5 if component["components"][0]["type"] == 2 else 1):
        yield "a row is too full"
    if kind == 2 and not component.get("label") and not component.get("emoji"):
        yield "a button says nothing"
    if component.get("url") and not re.match(r"https?://\S+$", component["url"]):
        yield f"a button does not lead to an address: {component['url']}"
    if kind == 3:
        offered = len(component["options"])
        least, most = component.get("min_values", 1), component.get("max_values", 1)
        if not 0 <= least <= most <= max(offered, 1):
            yield f"a menu of {offered} entries asks for {least} to {most}"
        yield from _unique(option["value"] for option in component["options"])


def _choices(choices: list[Json]) -> Iterator[str]:
    for choice in choices:
        if isinstance(choice["value"], str) and not 1 <= len(choice["value"]) <= 100:
            yield f"the value of a choice has {len(choice['value'])} characters"


def _command(command: Json) -> Iterator[str]:
    if command.get("type", 1) != 1:
        return
    if _command_length(command) > 8000:
        yield f"/{command['name']} has more than 8,000 characters"
    for node in _all(command.get("options") or [], below="options", itself=command):
        if not NAME.fullmatch(node["name"]) or node["name"] != node["name"].lower():
            yield f"no name of a command or option: {node['name']}"
        required = [bool(option.get("required")) for option in node.get("options") or []]
        if required != sorted(required, reverse=True):
            yield f"{node['name']}: a required option comes after an optional one"
        yield from _unique(option["name"] for option in node.get("options") or [])
        yield from _choices(node.get("choices") or [])


def _command_length(node: Json) -> int:
    own = len(node["name"]) + len(node.get("description") or "")
    own += sum(len(choice["name"]) + len(str(choice["value"])) for choice in node.get("choices") or [])
    return own + sum(map(_command_length, node.get("options") or []))


def _all(nodes: list[Json], *, below: str = "components", itself: Json | None = None) -> Iterator[Json]:
    """A tree of components or options, flat."""
    if itself is not None:
        yield itself
    for node in nodes:
        yield node
        yield from _all(node.get(below) or [], below=below)
        for single in ("accessory", "component"):
            if isinstance(node.get(single), dict):
                yield node[single]


def _unique(names: Iterable[str]) -> Iterator[str]:
    yield from (f"{name!r} stands there {count} times" for name, count in Counter(names).items() if count > 1)
