import re

# Members, roles, channels, commands, emojis, as Discord writes them: numbers that name somebody.
_MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:>]+:)\d+>|@(?:everyone|here)\b")


def without_mentions(text: str) -> str:
    """In one line."""
    return " ".join(_MENTION.sub(" ", text).split())
