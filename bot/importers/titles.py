"""What a title says besides itself: that the talk is cancelled, or that the entry is none."""

import re

from bot.importers.prose import one_line

_WORD = r"(?:cancel?led|canceled|abgesagt|entfällt|annul(?:é|ée))"
_MARKS = (
    re.compile(rf"^[\[(*]+ *{_WORD} *[\])*]+ *[:|–—-]* *", re.IGNORECASE),
    re.compile(rf"^{_WORD} *(?::|!|\||[–—-](?= )) *", re.IGNORECASE),
    re.compile(r"^(?:CANCELLED|CANCELED|ABGESAGT|ENTFÄLLT)\b *"),
    re.compile(rf" *[:|–—-]* *[\[(*]+ *{_WORD} *[\])*]+$", re.IGNORECASE),
    re.compile(rf" +[|–—-] *{_WORD}!?$", re.IGNORECASE),
)
_MEAL = r"(?:lunch|breakfast|brunch|dinner|coffee|tea|refreshments?|snacks?)"
_WHEN = r"(?:(?:short|long|mini|morning|afternoon|evening|midday|networking|bio|am|pm|welcome|conference) )*"
_SERVICE = re.compile(
    rf"(?:[\w ]+: )?{_WHEN}(?:"
    rf"(?:{_MEAL}(?: (?:and|&) )?)*(?: ?(?:break|pause)s?)"
    rf"|{_MEAL}(?:(?: (?:and|&) | / ){_MEAL})*(?: break)?(?: on own)?"
    r"|(?:\w+day )?(?:on-?site )?(?:registration|check-?in|doors? open(?:s|ing)?|cloakroom|coat check|badge pick-?up)"
    r"(?: (?:desk|opens?|closes?|and|&|/|check-?in|coffee|breakfast|lunch|welcome|badge pick-?up)(?!\S))*"
    r"(?: @ .*)?"
    r"|coming soon|see you (?:next year|tomorrow)|tb[acd]|to be announced"
    r")",
    re.IGNORECASE,
)
_LINK = re.compile(r"^\[([^\[\]]+)\]\(https?://[^\s()]+\)$")
_DECORATION = re.compile(r"[^\w\s&/:@-]+")


def title_and_mark(raw: str) -> tuple[str, bool]:
    """Return the title without a mark such as "[CANCELED]", and whether it bore one."""
    title = _LINK.sub(r"\1", one_line(raw))
    for mark in _MARKS:
        bare = mark.sub("", title, count=1).strip()
        if bare != title:
            return bare or title, True
    return title, False


def is_service_entry(title: str) -> bool:
    """Tell a break, a meal or the registration desk by its title alone.

    Only for entries without speakers: a talk about "Registration" has some.
    """
    words = " ".join(_DECORATION.sub(" ", title[:200]).split())
    return words.strip(" .-") == "" or _SERVICE.fullmatch(words) is not None
