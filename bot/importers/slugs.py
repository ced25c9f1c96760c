import re
import unicodedata

_LONGEST = 80


def slug_of(name: str) -> str:
    """Return `name` in lower case with hyphens: "FrOSCon '23 (Köln)" gives "froscon-23-koln".

    Letters of other scripts stay as they are, so that a name in Chinese has a slug too.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", re.sub(r"['’]", "", bare))
    return "-".join(words)[:_LONGEST].strip("-") or "event"
