"""What no talk answers, so that nothing is looked up: matters of a person that are nobody's business, and the bot."""

from bot.search.questions.forms import forms_about_the_bot, forms_of_elsewhere, private_forms
from bot.search.questions.phrases import Phrase


def is_private(phrase: Phrase) -> bool:
    return any(form.fullmatch(phrase.spaced) for form in private_forms())


def is_about_the_bot(phrase: Phrase) -> bool:
    return any(form.fullmatch(phrase.spaced) for form in forms_about_the_bot())


def is_of_elsewhere(phrase: Phrase) -> bool:
    """Whether it asks for food, parking and the like."""
    return any(form.fullmatch(phrase.spaced) for form in forms_of_elsewhere())
