"""How long from now, as people type it: "in 20 minutes", "2h", "in 1 hour and 30 min"."""

import re
from datetime import timedelta

_UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1)}
_AMOUNT = r"(\d{1,6}|an?|half an)"
_UNIT = r"(s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?)\b"
_PART = re.compile(rf"{_AMOUNT} ?{_UNIT}", re.ASCII)
_WAIT = re.compile(rf"(?:in |\+ ?)?{_AMOUNT} ?{_UNIT}(?:(?:,? and |, ?| )?{_AMOUNT} ?{_UNIT})*", re.ASCII)
_HOURS_MINUTES = re.compile(r"(?:in |\+ ?)?(\d{1,4})h ?(\d{1,2})(?:m(?:in)?)?", re.ASCII)
_FRACTIONS = {"a": 1.0, "an": 1.0, "half an": 0.5}


def typed_wait(text: str) -> timedelta | None:
    """Read hours, minutes and seconds, in lower case. Days are days of the calendar, and no wait."""
    if match := _HOURS_MINUTES.fullmatch(text):
        return timedelta(hours=int(match[1]), minutes=int(match[2]))
    if _WAIT.fullmatch(text):
        return sum((_span(*part) for part in _PART.findall(text)), timedelta())
    return None


def _span(amount: str, unit: str) -> timedelta:
    return _UNITS[unit[0]] * (_FRACTIONS.get(amount) or int(amount))
