"""Values out of foreign JSON or YAML, taken for what they should be, or for nothing."""

from typing import Any


def text_of(value: Any) -> str:
    """Return text and numbers as text; of a text in several languages the English one, else the first."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        texts = [text for text in (value.get("en"), *value.values()) if isinstance(text, str) and text.strip()]
        return texts[0].strip() if texts else ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return ""


def first_text(record: dict[str, Any], *keys: str) -> str:
    return next((text for key in keys if (text := text_of(record.get(key)))), "")


def mapping_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def mappings_of(value: Any) -> list[dict[str, Any]]:
    return [item for item in list_of(value) if isinstance(item, dict)]


def by_id(value: Any, key: str = "id") -> dict[str, dict[str, Any]]:
    """Return the records of a table of ids, the ids as text: some files write the same id both ways."""
    return {text_of(item.get(key)): item for item in mappings_of(value)}
