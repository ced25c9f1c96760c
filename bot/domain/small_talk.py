"""What people say to a bot without asking anything."""

import re

_GREETINGS = frozenset({"hi", "hello", "hey", "hiya", "help", "start", "there", "hallo", "hola", "bonjour", "ahoj"})
_THANKS = frozenset(
    {
        "thanks",
        "thank",
        "thx",
        "ty",
        "cheers",
        "merci",
        "danke",
        "gracias",
        "ok",
        "okay",
        "great",
        "nice",
        "cool",
        "perfect",
        "awesome",
        "lol",
    }
)
_BESIDE_THANKS = frozenset(
    {"you", "so", "much", "a", "lot", "very", "that", "was", "for", "the", "your", "help", "bot", "got", "it"}
)


def is_greeting(text: str) -> bool:
    """Whether it holds nothing else; nothing at all counts as one."""
    return _words(text) <= _GREETINGS


def is_thanks(text: str) -> bool:
    words = _words(text)
    return bool(words & _THANKS) and words <= _THANKS | _BESIDE_THANKS


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
