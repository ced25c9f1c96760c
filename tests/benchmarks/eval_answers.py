"""Whether the right passage is quoted, and whether the bot knows when it does not know."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean

from bot.domain.talks import Talk
from bot.search.evidence import enough
from bot.search.ranking import Hit, search
from bot.services.questions.answer_with_passage import quoted
from tests.benchmarks.eval_corpus import LIMIT, Corpus
from tests.benchmarks.pyvideo import Wanted


def print_answers(corpus: Corpus, queries: Iterable[Wanted]) -> None:
    questions = [wanted for wanted in queries if wanted.kind == "question"]
    right = [wanted for wanted in questions if _first_is_right(corpus, wanted)]
    overlaps = [overlap for wanted in right if (overlap := _overlaps(corpus, wanted)) is not None]
    off_topic = (Path(__file__).parent / "off_topic.txt").read_text().splitlines()
    print("Answers")
    _print_share("quoted passage overlaps the marked answer, where the right talk is first", overlaps)
    _print_share("answered, where the right talk is first", [_answered(corpus, wanted.query) for wanted in right])
    _print_share("refused, of questions that no talk answers", [not _answered(corpus, text) for text in off_topic])


def _print_share(name: str, outcomes: Sequence[bool]) -> None:
    print(f"  {name:<76}{mean(outcomes):.3f} of {len(outcomes)}")


def _answered(corpus: Corpus, question: str) -> bool:
    return enough(search(corpus.indexes, question, limit=LIMIT))


def _first(corpus: Corpus, wanted: Wanted) -> Hit | None:
    return next(iter(search(corpus.indexes, wanted.query, limit=LIMIT).hits), None)


def _first_is_right(corpus: Corpus, wanted: Wanted) -> bool:
    hit = _first(corpus, wanted)
    return hit is not None and not wanted.keys.isdisjoint(map(corpus.key, (hit.talk_id, *hit.also_given)))


def _overlaps(corpus: Corpus, wanted: Wanted) -> bool | None:
    """None where no answer is marked in the talk that is shown."""
    hit = _first(corpus, wanted)
    talk = corpus.entries[hit.talk_id].talk if hit else None
    marked = _marked(talk, wanted.answer) if talk and wanted.answer else None
    if talk is None or marked is None:
        return None
    passage = quoted(corpus.indexes, wanted.query, talk)
    return passage is not None and passage.start < marked.end() and marked.start() < passage.end


def _marked(talk: Talk, answer: str) -> re.Match[str] | None:
    """Where the answer stands in the abstract; lines may be broken elsewhere since it was marked."""
    return re.search(r"\s+".join(map(re.escape, answer.split())), talk.abstract or "")
