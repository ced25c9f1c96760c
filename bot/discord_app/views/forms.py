"""What comes back from a form that was filled in."""

from collections.abc import Iterable, Mapping
from typing import Any


def typed_texts(data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The text inputs by their ids, each in a label of its own."""
    for component in data.get("components", ()):
        inner = component.get("component") or component
        if "custom_id" in inner and isinstance(inner.get("value"), str):
            yield inner["custom_id"], inner["value"]
