from bot.cli.composition import open_catalog
from bot.cli.console import out, write_record
from bot.cli.question_records import question_record
from bot.cli.question_text import question_text
from bot.clock import system_clock
from bot.domain.catalog import SHARED
from bot.domain.question_answers import NotKnown, WhichOne
from bot.domain.questions import Question
from bot.services.questions.put_question import put_question
from bot.settings import Settings


async def ask(settings: Settings, question: str, *, as_json: bool) -> bool:
    """Whether it was answered: to be asked back is no answer."""
    # An argument may hold half characters, which no output takes, and control characters, which a terminal obeys.
    readable = question.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = "".join(letter if letter.isprintable() else " " for letter in readable)
    now = system_clock()
    async with open_catalog(settings) as catalog:
        answer = await put_question(catalog, Question(text=text, asked_at=now), SHARED, now)
    if as_json:
        write_record(question_record(answer))
    else:
        out.print(question_text(answer))
    return not isinstance(answer, NotKnown | WhichOne)
