from discord import Embed

from bot.discord_app.embeds.events import event_choice_embed, event_embed, event_page_embed
from bot.discord_app.embeds.now_and_next import now_or_next_embed
from bot.discord_app.embeds.questions import question_embed
from bot.discord_app.embeds.speakers import speaker_choice_embed, speaker_embed
from bot.discord_app.embeds.talks import no_talks_embed, one_talk_embed, talk_page_embed
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
from bot.domain.room_programmes import NowOrNext


def answer_embed(answer: Answer) -> Embed:  # noqa: PLR0911  one return a case
    match answer:
        case OneTalk():
            return one_talk_embed(answer)
        case TalkPage():
            return talk_page_embed(answer)
        case NoTalks():
            return no_talks_embed(answer)
        case SpeakerTalks():
            return speaker_embed(answer)
        case SpeakerChoice():
            return speaker_choice_embed(answer)
        case EventSummary():
            return event_embed(answer)
        case EventChoice():
            return event_choice_embed(answer)
        case EventPage():
            return event_page_embed(answer)
        case NowOrNext():
            return now_or_next_embed(answer)
        case _:
            return question_embed(answer)
