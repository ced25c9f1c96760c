"""What people say around a question."""

import re

from bot.search.questions.phrases import Phrase

_BEFORE = re.compile(
    r"(?:(?:hi|hello|hey|yo|dear|good (?:morning|afternoon|evening))(?: (?:there|all|everyone|everybody|folks|bot|talkbot))?"
    r"|please|pls|thanks|thank you|excuse me|sorry|ok|okay|so|well|um|hm+|@?talkbot|oh|quick question|actually|just"
    r"|(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody) (?:please |maybe |perhaps )?"
    r"(?:tell|show|give|find|help|remind|say|list|point|look up|let)(?: (?:me|us))?(?: (?:know|find|out|to))*"
    r"|(?:do|does|did|would) (?:you|anyone|anybody|someone) (?:happen to )?(?:know|remember|recall)(?: of)?"
    r"|i (?:would like|d like|want|wanted|need|am trying|was wondering|am wondering|wonder)"
    r"(?: (?:to (?:know|see|find|hear|learn|ask|watch(?= talks?)|attend)(?: out)?|if|whether))?"
    r"|i (?:am|was) (?:looking|searching) for|looking for|searching for|i (?:do not|dont|don't) (?:know|remember)"
    r"|(?:tell|show|give|find|get|list|send|remind|name)(?: (?:me|us))?(?: (?:all|every))?(?= |$)"
    r"|any (?:idea|clue|chance)|i am interested in|are you able to tell me|let me know|search for|look up|i ask)\b\s*"
)
_AFTER = re.compile(
    r"\s*\b(?:please|pls|thanks(?: a lot)?|thank you(?: very much)?|thx|btw|by the way"
    r"|do you know|can you tell me|if you know|for me)$"
)


def without_courtesies(phrase: Phrase) -> Phrase:
    """The question itself; all of it where nothing else would be left."""
    bare = phrase
    while (match := _BEFORE.match(bare.said)) and match.end():
        bare = bare[bare.words_at(0, len(match[0].rstrip())).stop :]
    while match := _AFTER.search(bare.said):
        bare = bare[: len(bare.plain) - len(match[0].split())]
    return bare
