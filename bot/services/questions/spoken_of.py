"""What an answer leaves a conversation at: the plan that the next question may go on from, or a question asked back."""

from dataclasses import replace

from bot.domain.answers import (
    Answer,
    EventChoice,
    EventPage,
    EventSummary,
    NoTalks,
    OneTalk,
    SpeakerChoice,
    SpeakerTalks,
    TalkPage,
)
from bot.domain.catalog import CatalogTalk
from bot.domain.question_answers import (
    CountFound,
    EventFound,
    NotKnown,
    NowOrNextFound,
    PassageFound,
    QuestionAnswer,
    RecordingFound,
    SpeakersFound,
    TalksFound,
    TimeAndPlaceFound,
    WhichOne,
)
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.domain.room_programmes import NowOrNext


def spoken_of(answer: Answer) -> QuestionPlan | Question | None:
    """Where nothing was found, the conversation stays with what it was about before; where it is asked back, with the
    question.
    """
    match answer:
        case OneTalk(talk=talk):
            return _of_talk(QuestionPlan(wanted=Wanted.TALKS), talk)
        case TalkPage() | NoTalks() | SpeakerTalks() | SpeakerChoice() | EventSummary() | EventChoice() | EventPage():
            return None
        case NowOrNext():
            return None
        case WhichOne(lookup=question):
            return question
        case NotKnown(lookup=question, plan=plan):
            return question.after or plan
        case _:
            return _of_talk(answer.plan, _only_talk(answer))


def _only_talk(answer: QuestionAnswer) -> CatalogTalk | None:
    """The one talk that the answer shows, which "it" then is."""
    match answer:
        case TimeAndPlaceFound(talk=talk) | RecordingFound(talk=talk) | PassageFound(talk=talk):
            return talk
        case TalksFound(talks=(talk,)) | CountFound(talks=(talk,), total=1):
            return talk
        case SpeakersFound(speakers=((_, talk), *others)) if all(other.id == talk.id for _, other in others):
            return talk
        case TalksFound() | CountFound() | SpeakersFound() | EventFound() | NowOrNextFound() | WhichOne() | NotKnown():
            return None


def _of_talk(plan: QuestionPlan, talk: CatalogTalk | None) -> QuestionPlan:
    if talk is None or plan.talk_id is not None:
        return plan
    return replace(plan, talk_id=talk.id, named=(*plan.named, ("talk", talk.talk.title)))
