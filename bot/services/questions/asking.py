"""A question on its way to a plan: what it is asked of, and the ways in which the planning can end early."""

from dataclasses import dataclass, replace

from bot.domain.catalog import Scope
from bot.domain.event_facts import NOTHING_KNOWN, EventFacts, together
from bot.domain.question_answers import Ignorance, Meaning, NotKnown, WhichOne
from bot.domain.questions import Question, QuestionPlan
from bot.search.folding import fold
from bot.search.questions.phrases import Phrase
from bot.search.views import View, views_of
from bot.services.live_index import CatalogView
from bot.store.database import Session

# As many as there is room for as buttons in two rows.
_MOST_MEANINGS = 10


@dataclass(frozen=True, slots=True)
class Asking:
    question: Question
    scope: Scope
    session: Session
    catalog: CatalogView

    @property
    def views(self) -> list[View]:
        return views_of(self.catalog.indexes, None)

    def has_word(self, word: str) -> bool:
        return any(view.talks_with(word) for view in self.views)

    def facts(self, event_id: int | None = None) -> EventFacts:
        """Of an event, or of all."""
        known = self.catalog.facts
        return together(known.values()) if event_id is None else known.get(event_id, NOTHING_KNOWN)

    def chosen(self, words: Phrase, kind: str) -> str | None:
        """What the asker chose for some words: a speaker's name, or the id of an event or a talk."""
        for said, reference in self.question.meant:
            found_kind, _, value = reference.partition(":")
            if found_kind == kind and fold(said) == fold(str(words)):
                return value
        return None

    def which_one(self, words: Phrase, choices: list[tuple[str, str, str]]) -> WhichOne:
        """`choices` are a label, a detail and a reference such as `event:3` each."""
        meanings = tuple(
            Meaning(
                label=label,
                detail=detail,
                question=replace(self.question, meant=(*self.question.meant, (str(words), reference))),
            )
            for label, detail, reference in choices[:_MOST_MEANINGS]
        )
        return WhichOne(lookup=self.question, words=str(words), meanings=meanings)

    def not_known(self, why: Ignorance, plan: QuestionPlan | None = None) -> NotKnown:
        return NotKnown(lookup=self.question, why=why, plan=plan)
