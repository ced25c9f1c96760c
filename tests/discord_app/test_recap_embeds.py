"""A recap's messages: the seed's as they were found good, and anything at all within Discord's limits."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.banner import banner, has_banner
from bot.discord_app.embeds.recaps import MOST_MESSAGES, MOST_TALK_POSTS, RecapMessage, recap_messages
from bot.domain.catalog import SHARED, CatalogEvent, CatalogTalk
from bot.domain.event_recaps import NO_EDITS, Grouping, Recap, RecapEdits, RecapStyle
from bot.domain.recap_posts import FIRST
from bot.domain.recaps import RecapMaterial, Theme
from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import compose_recap, composed
from tests import make
from tests.golden import assert_golden

HOSTILE = "@everyone <@123> **bold** [click](https://evil.example) `x` ||y|| # big\n- a\n> q"


def recap(*talks: Talk, edits: RecapEdits = NO_EDITS, **event: Any) -> Recap:
    """With all of them, also those of which nothing but a title is known."""
    edits = replace(edits, put_in=frozenset(range(1, len(talks) + 1)))
    of = CatalogEvent(1, None, make.event(**event))
    return composed(of, [CatalogTalk(number, of, talk) for number, talk in enumerate(talks, 1)], edits)


def refusals(messages: tuple[RecapMessage, ...]) -> list[str]:
    """What Discord would refuse."""
    wrong = [f"{len(message.embeds)} embeds" for message in messages if not 1 <= len(message.embeds) <= limits.EMBEDS]
    totals = [sum(len(embed) for embed in message.embeds) for message in messages]
    wrong += [f"{total} characters" for total in totals if total > limits.EMBEDS_TOTAL]
    for embed in [embed for message in messages for embed in message.embeds]:
        wrong += ["title"] if len(embed.title or "") > limits.TITLE else []
        wrong += ["description"] if len(embed.description or "") > limits.DESCRIPTION else []
        wrong += [] if embed.title or embed.description else ["empty"]
    wrong += [message.name for message in messages if not 1 <= len(message.name) <= limits.THREAD_NAME]
    return wrong


def text_of(messages: tuple[RecapMessage, ...]) -> str:
    return "\n".join(f"{embed.title}\n{embed.description}" for message in messages for embed in message.embeds)


@pytest.mark.parametrize("style", RecapStyle)
async def test_recap_of_the_seed_is_as_it_was_found_good(seeded: Catalog, style: RecapStyle) -> None:
    messages = recap_messages(await compose_recap(seeded, "kubecon", SHARED), style)
    drawn = [{"name": message.name, "embeds": [embed.to_dict() for embed in message.embeds]} for message in messages]
    assert refusals(messages) == []
    assert messages[0].key == FIRST
    assert [message.banner for message in messages] == [True, *[False] * (len(messages) - 1)]
    assert_golden(f"recap-{style}.json", json.dumps(drawn, indent=1, ensure_ascii=False) + "\n")


def many(count: int, **parts: Any) -> list[Talk]:
    known: dict[str, Any] = {
        "speakers": (make.speaker("Ada Example"),),
        "abstract": "It tells how a lighthouse is run by three people and a script. More follows here.",
        "url": "https://example.org/talk",
    }
    return [make.talk(f"Talk number {number}", key=str(number), **known | parts) for number in range(1, count + 1)]


def test_full_recap_is_split_between_talks() -> None:
    messages = recap_messages(recap(*many(60)), RecapStyle.FULL)
    assert len(messages) == 2
    assert refusals(messages) == []
    for message in messages:
        for embed in message.embeds:
            blocks = (embed.description or "").split("\n\n")
            assert all(block.startswith(("**", "What")) for block in blocks), blocks
    shown = text_of(messages)
    assert [number for number in range(1, 61) if f"[Talk number {number}](" not in shown] == []


def test_group_goes_on_under_its_name() -> None:
    talks = [*many(30, track="Sea"), *many(30, track="Land")]
    shown = text_of(recap_messages(recap(*talks, edits=RecapEdits(grouping=Grouping.TRACK)), RecapStyle.FULL))
    assert "### Sea\n" in shown
    assert "### Sea (continued)\n" in shown


def test_whole_large_programme_is_a_line_a_talk() -> None:
    messages = recap_messages(recap(*many(250)), RecapStyle.FULL)
    assert (len(messages) <= MOST_MESSAGES, refusals(messages)) == (True, [])
    shown = text_of(messages)
    assert [number for number in range(1, 251) if f"- [Talk number {number}](" not in shown] == []
    assert "not here" not in shown


@pytest.mark.parametrize("style", RecapStyle)
@pytest.mark.parametrize("url", ["https://example.org/programme", None])
def test_what_has_no_room_is_counted_and_linked(style: RecapStyle, url: str | None) -> None:
    messages = recap_messages(recap(*many(1500), url=url), style)
    assert refusals(messages) == []
    assert len(messages) <= MOST_TALK_POSTS + 1
    shown = text_of(messages)
    there = sum(f"Talk number {number}]" in shown or f"Talk number {number}\n" in shown for number in range(1, 1501))
    assert f"_{1500 - there:,} talks are not here:_" in shown
    whole = "`/talk list` has them all" if url is None else "[the whole programme](https://example.org/programme)"
    assert whole in shown


def test_many_groups_of_many_talks_have_each_their_first() -> None:
    talks = [one for track in range(60) for one in many(18, track=f"Track {track}")]
    shown = text_of(recap_messages(recap(*talks), RecapStyle.FULL))
    assert [track for track in range(60) if f"### Track {track}\n" not in shown] == []


def test_more_groups_than_fit_are_counted_too() -> None:
    talks = [one for track in range(900) for one in many(2, track=f"A track of a rather long name {track}")]
    messages = recap_messages(recap(*talks, edits=RecapEdits(grouping=Grouping.TRACK)), RecapStyle.FULL)
    assert (refusals(messages), len(messages) <= MOST_MESSAGES) == ([], True)
    assert "talks are not here:_" in text_of(messages)


def test_long_summary_leads_to_the_whole() -> None:
    talk = make.talk(abstract="wonderful " * 200, url="https://example.org/t")
    shown = text_of(recap_messages(recap(talk), RecapStyle.FULL))
    assert "wonderful… [Read on](https://example.org/t)" in shown


def test_long_line_of_the_material_leads_to_its_source() -> None:
    material = RecapMaterial(source_url="https://example.org/post", highlights=("splendid " * 100,))
    shown = text_of(recap_messages(recap(make.talk(), recap=material), RecapStyle.COMPACT))
    assert "splendid… [Read on](https://example.org/post)" in shown


def test_all_that_moderators_wrote_stands_in_the_full_recap() -> None:
    edits = RecapEdits(
        introduction="_intro_ " * 180,
        themes=tuple(Theme(title=f"Theme {number}", text="word " * 60) for number in range(12)),
        highlights=tuple(f"Highlight {number} " + "word " * 60 for number in range(12)),
        what_next=tuple(f"Next {number} " + "word " * 60 for number in range(12)),
        closing="Good bye. " * 30,
    )
    messages = recap_messages(recap(*many(9), edits=edits), RecapStyle.FULL)
    shown = text_of(messages)
    assert refusals(messages) == []
    for name in ("Theme", "Highlight", "Next"):
        assert [number for number in range(12) if f"{name} {number}" not in shown] == []
    assert "…" not in shown
    assert shown.count("Good bye.") == 30


def test_recap_without_talks_is_a_message_too() -> None:
    for style in RecapStyle:
        messages = recap_messages(recap(), style)
        assert (len(messages), refusals(messages)) == (1, [])


@pytest.mark.parametrize("style", RecapStyle)
def test_hostile_text_stays_text(style: RecapStyle) -> None:
    talk = make.talk(HOSTILE, abstract=HOSTILE, speakers=(make.speaker(HOSTILE, note=HOSTILE),), track=HOSTILE)
    material = RecapMaterial(
        scope=HOSTILE, themes=(Theme(title=HOSTILE, text=HOSTILE),), highlights=(HOSTILE,), what_next=(HOSTILE,)
    )
    given_recap = recap(talk, make.talk(track="Sea"), name=HOSTILE, city=HOSTILE, recap=material)
    messages = recap_messages(given_recap, style)
    shown = text_of(messages)
    assert refusals(messages) == []
    for mark in ("@everyone", "<@", "**bold", "||y", "[click", "`x"):
        places = [place for place in range(len(shown)) if shown.startswith(mark, place)]
        assert [place for place in places if shown[place - 1] != "\\"] == [], mark
    assert "\n> q" not in shown


EXTREMES = {
    "long title": make.talk("x" * 300, url="https://example.org/" + "p" * 600),
    "long title of marks": make.talk("*_" * 127),
    "right to left": make.talk("שלום עולם \u202e\u200f", abstract="مرحبا بالعالم. هذا نص طويل بما فيه الكفاية."),
    "blank": make.talk(" ", abstract="\u200b", speakers=(make.speaker("\u200b"),)),
    "34 speakers": make.talk(speakers=tuple(make.speaker(f"Speaker {n} " + "é" * 60) for n in range(34))),
    "no full stop": make.talk(abstract="word " * 4000),
}


@pytest.mark.parametrize("talk", EXTREMES.values(), ids=EXTREMES.keys())
@pytest.mark.parametrize("style", RecapStyle)
def test_extreme_talk_is_shown_within_the_limits(talk: Talk, style: RecapStyle) -> None:
    messages = recap_messages(recap(*[talk] * 12), style)
    assert refusals(messages) == []
    assert "\u202e" not in text_of(messages)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.lists(st.tuples(st.text(max_size=400), st.text(max_size=900)), max_size=30))
def test_any_text_is_shown_within_the_limits(headline: str, talks: list[tuple[str, str]]) -> None:
    known = [Talk(key=str(at), title=title, abstract=abstract) for at, (title, abstract) in enumerate(talks)]
    given_recap = recap(*known, edits=RecapEdits(headline=headline, introduction=headline, highlights=(headline,)))
    for style in RecapStyle:
        assert refusals(recap_messages(given_recap, style)) == []


def test_banner_is_a_picture_of_one_size_whatever_the_name() -> None:
    for name in ("Café Conf", "Příliš žluťoučký kůň " * 12, "x" * 300):
        image = Image.open(BytesIO(banner(recap(make.talk(), name=name))))
        assert (image.format, image.size) == ("PNG", (1200, 440))


def test_banner_is_readable_on_its_own_ground() -> None:
    """Of all its colours the lightest and the darkest stand apart as text must: by a contrast of 4.5 and more."""
    for slug in "abcdef":
        colours = Image.open(BytesIO(banner(recap(make.talk(), slug=slug)))).convert("L").getextrema()
        darkest, lightest = (((level / 255) ** 2.2) + 0.05 for level in colours)  # type: ignore[operator]
        assert lightest / darkest > 4.5


def test_event_whose_name_the_font_lacks_has_a_banner_under_another_name_or_none() -> None:
    assert has_banner(recap(make.talk(), name="PyCon 日本", also_called=("PyCon JP",)))
    assert not has_banner(recap(make.talk(), name="PyCon 日本"))
    assert [message.banner for message in recap_messages(recap(name="PyCon 日本"), RecapStyle.FULL)] == [False]


def test_banner_is_off_by_choice() -> None:
    (message,) = recap_messages(recap(make.talk(), edits=RecapEdits(picture=False)), RecapStyle.COMPACT)
    assert (message.banner, message.embeds[0].image.url) == (False, None)


def test_days_of_a_recap_stand_in_order() -> None:
    talks = [make.talk(str(day), held_on=date(2024, 5, day)) for day in (12, 10, 11)]
    shown = text_of(recap_messages(recap(*talks), RecapStyle.COMPACT))
    assert shown.index("Friday, 10 May") < shown.index("Saturday, 11 May") < shown.index("Sunday, 12 May")
