"""Answers to questions: what is drawn of each kind, and that hostile and extreme ones keep within Discord's limits."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.answers import answer_embed
from bot.discord_app.views.answers import answer_view, lookups_in, shared_in
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.filters import TalkFilter
from bot.domain.lookups import RunningNow, TalkListing, TalkSearch
from bot.domain.question_answers import (
    CountFound,
    EventFound,
    Ignorance,
    Meaning,
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
from bot.domain.room_programmes import NowOrNext, RoomProgramme
from bot.domain.talks import Talk
from tests import make
from tests.discord_app.test_embeds import EXTREMES, HOSTILE, refusals

QUESTION = Question(text="where is it?", asked_at=make.NOW)
PLAN = QuestionPlan(wanted=Wanted.TALKS, topic="cni", named=(("speaker", "Ada"), ("event", "Café Conf 2024")))
PARTS: dict[str, Any] = {"lookup": QUESTION, "plan": PLAN}
HELD = {
    "held_on": date(2024, 5, 10),
    "starts_at": datetime(2024, 5, 10, 22, 30, tzinfo=UTC),
    "ends_at": datetime(2024, 5, 10, 23, 0, tzinfo=UTC),
    "room": "Hall 1",
    "speakers": (make.speaker("Ada", affiliation="Org", note="stood in"),),
    "url": "https://example.org/t",
    "video_url": "https://example.org/v",
}
TALK = make.entry(make.talk("Threads", **HELD))


def answers(entry: CatalogTalk, text: str = "text", times: int = 5) -> Iterator[QuestionAnswer]:
    """One of each kind, with as much in it as there ever is."""
    plan = QuestionPlan(wanted=Wanted.TALKS, topic=text, named=((text, text),) * 9)
    lookup = Question(text=text, asked_at=make.NOW)
    parts: dict[str, Any] = {"lookup": lookup, "plan": plan, "corrected": text}
    entries = (entry,) * times
    search = TalkSearch("x" * 200, TalkFilter(room="x"), on_topic=True)
    room = RoomProgramme(event=entry.event, room=text, running=entry, following=entry)
    yield TalksFound(talks=entries, total=99_999, all_of_them=search, **parts)
    yield SpeakersFound(speakers=tuple((text * (n + 1), entry) for n in range(10)), total=99, **parts)
    yield TimeAndPlaceFound(talk=entry, **parts)
    yield EventFound(event=entry.event, **parts)
    yield RecordingFound(talk=entry, **parts)
    yield CountFound(talks=entries, total=99_999, all_of_them=TalkListing(), **parts)
    yield NowOrNextFound(rooms=NowOrNext(RunningNow(), (room,) * 30), **parts)
    yield PassageFound(talk=entry, passage=f"{text}\n\n- {text}" * 20, others=entries, **parts)
    yield NotKnown(lookup=lookup, why=Ignorance.NOT_FOUND, plan=plan, nearest=entries)
    for count in (2, 5, 6, 40):
        meanings = tuple(
            Meaning(label=text, detail=text, question=Question(text=str(n), asked_at=make.NOW)) for n in range(count)
        )
        yield WhichOne(lookup=lookup, words=text, meanings=meanings)


def drawn(answer: QuestionAnswer, *, private: bool = True) -> list[dict[str, Any]]:
    """The buttons and menus."""
    tokens = {lookup: f"#{number:032}" for number, lookup in enumerate(lookups_in(answer))}
    view = answer_view(answer, tokens, private=private, shareable=private)
    return [item for row in view.to_components() for item in row["components"]]


def component_refusals(items: list[dict[str, Any]]) -> list[str]:
    ids = [item["custom_id"] for item in items if "custom_id" in item]
    labels = [(item["label"], limits.BUTTON_LABEL) for item in items if item.get("label")]
    labels += [(option["label"], limits.OPTION_LABEL) for item in items for option in item.get("options", ())]
    details = [option.get("description") or "" for item in items for option in item.get("options", ())]
    wrong = [text for text, limit in labels if not 0 < len(text) <= limit]
    wrong += [text for text in details if len(text) > limits.OPTION_DESCRIPTION]
    wrong += [id for id in ids if len(id) > 100]
    wrong += ["too many options"] * any(len(item.get("options", ())) > limits.SELECT_OPTIONS for item in items)
    return wrong + (["ids are not unique"] if len(set(ids)) < len(ids) else [])


# The one masked link that may stand in a text leads to where the talk itself is.
UNESCAPED = re.compile(r"(?<!\\)(?:<@|<#|</|@everyone|\*\*bold|\|\|y|`x|\]\(https://evil)")
TEXTS = {"hostile": HOSTILE, "long": "word " * 100, "marks": "*_" * 120, "blank": "\u200b", "emoji": "🦀" * 90}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("talk", EXTREMES.values(), ids=EXTREMES.keys())
def test_every_answer_keeps_within_the_limits(talk: Talk, text: str) -> None:
    event = make.event(text, slug="x", venue=text, city=text, dates_note=text, url="https://example.org/" + "e/" * 200)
    for answer in answers(make.entry(talk, of=event), text):
        assert refusals(answer_embed(answer)) == [], type(answer)
        assert component_refusals(drawn(answer)) == [], type(answer)
        assert component_refusals(drawn(answer, private=False)) == [], type(answer)


def test_no_answer_lets_foreign_text_out_of_its_place() -> None:
    event = make.event(HOSTILE, slug="x", venue=HOSTILE, city=HOSTILE)
    talk = make.talk(HOSTILE, abstract=HOSTILE, speakers=(make.speaker(HOSTILE, note=HOSTILE),), room=HOSTILE)
    for answer in answers(make.entry(talk, of=event), HOSTILE):
        embed = answer_embed(answer)
        texts = [embed.title or "", embed.description or "", *(field.value or "" for field in embed.fields)]
        assert [text for text in texts if UNESCAPED.search(text)] == [], type(answer)


def test_footer_says_how_the_question_was_understood_and_the_head_what_was_asked() -> None:
    embed = answer_embed(TalksFound(talks=(TALK,), total=1, **PARTS))
    assert embed.footer.text == "talks · speaker Ada · event Café Conf 2024"
    assert embed.author.name == "where is it?"


def test_footer_is_left_out_where_it_would_say_nothing() -> None:
    plan = QuestionPlan(wanted=Wanted.PASSAGE, topic="cni")
    embed = answer_embed(PassageFound(lookup=QUESTION, plan=plan, talk=TALK, passage="So.", others=()))
    assert "footer" not in embed.to_dict()


def test_time_and_place_come_first_for_the_reader_and_as_the_clock_shows_there() -> None:
    embed = answer_embed(TimeAndPlaceFound(talk=TALK, **PARTS))
    assert embed.title == "Threads"
    assert embed.description == (
        "**<t:1715380200:F> – <t:1715382000:t>** (<t:1715380200:R>)\n"
        "Saturday, 11 May 2024, 00:30 there\n"
        "Hall 1 · Café Conf 2024"
    )


def test_what_is_not_known_of_time_and_place_is_said() -> None:
    nothing = answer_embed(TimeAndPlaceFound(talk=make.entry(), **PARTS))
    day = answer_embed(TimeAndPlaceFound(talk=make.entry(make.talk(held_on=date(2024, 5, 10))), **PARTS))
    assert nothing.description == "When it is, nobody has told yet.\nThe place is not known · Café Conf 2024"
    assert str(day.description).startswith("**Friday, 10 May 2024**, at a time that is not known\n")


def test_recording_is_linked_or_said_to_be_unknown() -> None:
    known, unknown = (answer_embed(RecordingFound(talk=entry, **PARTS)) for entry in (TALK, make.entry()))
    assert str(known.description).startswith("**[Watch the recording](https://example.org/v)**\nAda · ")
    assert str(unknown.description).startswith("No recording of it is known.")


def test_event_is_dated_and_placed() -> None:
    event = CatalogEvent(1, None, make.event(city="Prague"))
    assert answer_embed(EventFound(event=event, **PARTS)).description == "**10 May 2024 – 12 May 2024**\nPrague"


def test_passage_is_quoted_line_by_line_with_its_talk() -> None:
    answer = PassageFound(
        talk=TALK, passage="First *line*.\n\nSecond.", others=(make.entry(make.talk("Next")),), **PARTS
    )
    embed = answer_embed(answer)
    assert str(embed.description).startswith(
        "> First \\*line\\*.\n>\n> Second.\n**[Threads](https://example.org/t)**\nAda"
    )
    assert [(field.name, field.value) for field in embed.fields] == [("See also", "• Next")]


def test_count_says_what_was_counted() -> None:
    embed = answer_embed(CountFound(talks=(TALK,), total=12, all_of_them=TalkListing(), **PARTS))
    assert embed.title == "12 talks on “cni”"
    assert str(embed.description).endswith(
        "_Counted are talks that are about it, not those that mention it in passing._"
    )
    assert "All of them" in [
        item.get("label") for item in drawn(CountFound(talks=(), total=1, all_of_them=TalkListing(), **PARTS))
    ]


def test_speaker_is_named_with_what_is_known_of_the_part_in_the_talk() -> None:
    embed = answer_embed(SpeakersFound(speakers=(("Ada", TALK),), total=1, **PARTS))
    assert embed.title == "1 speaker"
    assert str(embed.description).startswith("**Ada** · Org · _stood in_\n[Threads](https://example.org/t) · Café Conf")


@pytest.mark.parametrize("why", Ignorance)
def test_not_knowing_is_said_plainly_with_what_can_be_asked(why: Ignorance) -> None:
    answer = NotKnown(lookup=QUESTION, why=why)
    embed = answer_embed(answer)
    assert embed.title == ("Ask me" if why is Ignorance.ABOUT_THE_BOT else "I don’t know")
    assert embed.description
    assert [field.name for field in embed.fields] == ["What I can be asked"]
    assert drawn(answer) == []


def test_few_meanings_are_buttons_and_many_a_menu() -> None:
    few, many = (next(a for a in answers(TALK) if isinstance(a, WhichOne) and len(a.meanings) == n) for n in (5, 6))
    assert [item["custom_id"][:12] for item in drawn(few)] == ["meant-here:#"] * 5
    assert [item["custom_id"] for item in drawn(many)] == ["meanings-here"]
    assert [item["custom_id"] for item in drawn(many, private=False)] == ["meanings-anew"]


def test_only_an_answer_is_shared() -> None:
    unshared = [type(answer) for answer in answers(TALK) if shared_in(answer) is None]
    assert unshared == [NotKnown, WhichOne, WhichOne, WhichOne, WhichOne]


def test_talks_of_which_a_recording_was_asked_for_each_say_whether_there_is_one() -> None:
    recorded = make.entry(make.talk("Knots", video_url="https://example.org/v"), id=8)
    parts = PARTS | {"plan": QuestionPlan(wanted=Wanted.RECORDING)}
    embed = answer_embed(TalksFound(talks=(recorded, make.entry(make.talk("Ropes"), id=9)), total=2, **parts))
    assert "**[Watch the recording](https://example.org/v)**" in str(embed.description)
    assert str(embed.description).count("No recording of it is known.") == 1
