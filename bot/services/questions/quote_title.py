from bot.search.questions.phrases import QUOTE, Phrase
from bot.search.titles import SHORTEST_TITLE, main_title, titles_begun_in
from bot.search.words import typed_words
from bot.services.questions.asking import Asking
from bot.store import talks

_LOOKED_AT = 8


async def quote_title(asking: Asking, phrase: Phrase) -> Phrase:
    """A talk's title that stands in a question word for word is one word of it, as if it were quoted."""
    if len(phrase.plain) < SHORTEST_TITLE or QUOTE in phrase.plain:
        return phrase
    ids = titles_begun_in(asking.views, str(phrase), _LOOKED_AT)
    found = await talks.by_ids(asking.session, ids, asking.scope) if ids else ()
    for entry in found:
        for title in dict.fromkeys((entry.talk.title, main_title(entry.talk.title))):
            words = _stands_in(phrase, typed_words(title))
            if words is not None:
                return phrase[: words.start] + Phrase((str(phrase[words]),), (QUOTE,)) + phrase[words.stop :]
    return phrase


def _stands_in(phrase: Phrase, title: list[str]) -> slice | None:
    """Where the words of a title begin and end with words of the phrase; one of these may count as several."""
    if len(title) < SHORTEST_TITLE:
        return None
    words = [typed_words(word) for word in phrase.typed]
    for start in range(len(words)):
        stop, taken = start, list[str]()
        while stop < len(words) and len(taken) < len(title):
            taken += words[stop]
            stop += 1
        if taken == title:
            return slice(start, stop)
    return None
