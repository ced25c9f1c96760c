"""Matters of a person that are nobody's business here: they are refused before anything is looked up."""

import re

from bot.search.questions.phrases import Phrase

_PERSON = (
    r"(?:his|her|hers|their|theirs|he|she|they|him|them|you|your|my|speakers?|presenters?|organi[sz]ers?|authors?|attendees?"
    r"|people|person|member|moderator|'s)"
)
_POSSESSED = (
    r"(?:(?:tele|cell |mobile |home |private |personal )*phone(?: ?numbers?)?|(?:mobile|cell|whatsapp|telephone) numbers?"
    r"|(?:private |personal |home |work |email |e-mail )*(?:e-?mails?|mail)(?: ?address(?:es)?)?"
    r"|(?:home |private |postal |street |ip )address(?:es)?|address|whatsapp|passwords?|passport|credit cards?|bank account"
    r"|social security(?: number)?|salar(?:y|ies)|income|net worth|wages?"
    r"|age|birthdays?|birth ?dates?|date of birth|religion|nationality|ethnicity|sexuality|sexual orientation|gender"
    r"|(?:wife|husband|spouse|boyfriend|girlfriend|partner|kids|children|family)(?: name)?|marital status|illness|diagnosis"
    r"|contact(?: details?| data| info(?:rmation)?)?)"
)
_PRIVATE = re.compile(
    rf"\b(?:{_PERSON}(?: \S+)? {_POSSESSED}$"
    rf"|{_POSSESSED} (?:of|for|belonging to) (?!talks?\b|sessions?\b|events?\b|the (?:talk|session|event|conference|venue))"
    r"(?:\S+ ){0,3}\S+$"
    rf"|{_POSSESSED} (?:does|do|did|is|has) (?:\S+ ){{1,4}}(?:have|use|live|earn|reachable)"
    r"|(?:phone|mobile|cell|telephone) number|home address|private address|e-?mail address"
    r"|how old (?:is|are|was) (?!the (?:talk|project|code|conference|event|language)\b)(?!\w+ (?:project|language)\b)"
    r"|(?:is|are|was) (?:\S+ ){1,4}(?:married|single|divorced|gay|lesbian|straight|trans|pregnant|dating|in a relationship)$"
    r"|(?:who|whom) (?:is|are) (?:\S+ ){1,4}(?:married to|dating)|(?:who|whom) did (?:\S+ ){1,3}marry"
    r"|how much (?:money )?(?:does|do|did|is) (?:\S+ ){1,4}(?:earn|make|paid|get paid|worth)"
    r"|where (?:does|do|did) (?:\S+ ){1,4}(?:live|sleep|stay|go to church)$"
    r"|how (?:can|could|do|would|should) i (?:contact|reach|call|phone|text|e-?mail|message) (?!the (?:api|server|service)\b)"
    r"(?:him|her|them|the speakers?|the presenters?|(?:\S+ )?\S+$)"
    r"|(?:does|do|has|have) (?:\S+ ){1,3}(?:have |got )(?:any )?(?:kids|children|a wife|a husband|a girlfriend|a boyfriend)"
    r"|(?:who|what) (?:does|did|do|will) (?:\S+ ){1,3}vote)"
)


def is_private(phrase: Phrase) -> bool:
    return _PRIVATE.search(phrase.said) is not None
