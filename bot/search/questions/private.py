"""Matters of a person that are nobody's business here: they are refused before anything is looked up."""

from bot.search.questions.forms import private_forms
from bot.search.questions.phrases import Phrase


def is_private(phrase: Phrase) -> bool:
    return any(form.fullmatch(phrase.spaced) for form in private_forms())
