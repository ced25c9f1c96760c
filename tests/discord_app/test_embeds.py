"""Embeds of hostile and extreme talks keep within Discord's limits and mention nobody."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from discord import Embed
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.answers import answer_embed
from bot.discord_app.embeds.markdown import escaped_text
from bot.discord_app.embeds.talks import talk_embed
from bot.discord_app.views.answers import answer_view, lookups_in
from bot.domain.answers import EventPage, NoTalks, OneTalk, SpeakerTalks, TalkPage
from bot.domain.lookups import EventListing, SpeakerCard, TalkCard, TalkSearch
from bot.domain.talks import Link, Talk
from tests import make

HOSTILE = "@everyone <@123> <#5> </talk:1> <t:0:F> **bold** [click](https://evil.example) `x` ||y|| # big"


def refusals(embed: Embed) -> list[str]:
    """What Discord would refuse."""
    data = embed.to_dict()
    parts = {
        "title": (data.get("title", ""), limits.TITLE),
        "description": (data.get("description", ""), limits.DESCRIPTION),
        "footer": (data.get("footer", {}).get("text", ""), limits.FOOTER),
        "author": (data.get("author", {}).get("name", ""), limits.AUTHOR),
    } | {f"field {field['name']}": (field["value"], limits.FIELD_VALUE) for field in data.get("fields", [])}
    wrong = [name for name, (text, limit) in parts.items() if len(text) > limit]
    wrong += [name for name, (text, _) in parts.items() if name.startswith("field") and not text.strip()]
    return wrong + (["total"] if len(embed) > limits.EMBEDS_TOTAL else [])


def field(embed: Embed, name: str) -> str | None:
    return next((field.value for field in embed.fields if field.name == name), None)


EXTREMES = {
    "long title": make.talk("x" * 255),
    "long title of marks": make.talk("*_" * 127),
    "long abstract": make.talk(abstract="word " * 4000),
    "long abstract without a space": make.talk(abstract="*" * 20_000),
    "34 speakers": make.talk(speakers=tuple(make.speaker(f"Speaker {n} " + "é" * 60) for n in range(34))),
    "hostile": make.talk(HOSTILE, abstract=HOSTILE, speakers=(make.speaker(HOSTILE),), room=HOSTILE, tags=(HOSTILE,)),
    "right to left": make.talk("שלום עולם \u202e\u200f", abstract="مرحبا بالعالم"),
    "emoji": make.talk("🦀" * 100, tags=tuple("🦀🐍") * 40),
    "blank parts": make.talk(" ", room=" ", abstract="\u200b", speakers=(make.speaker("\u200b"),), tags=("",)),
    "only a title": make.talk(),
}


@pytest.mark.parametrize("talk", EXTREMES.values(), ids=EXTREMES.keys())
def test_extreme_talk_is_shown_within_the_limits(talk: Talk) -> None:
    entry = make.entry(talk)
    lookup = TalkSearch("x" * 200)
    page = TalkPage(lookup=lookup, talks=(entry,) * 5, page=0, pages=9, total=45, corrected="y" * 200)
    for answer in (OneTalk(lookup=lookup, talk=entry), page, NoTalks(lookup=lookup, nearest=(entry,) * 25)):
        embed = answer_embed(answer)
        assert refusals(embed) == []
        tokens = {lookup: f"={number}" for number, lookup in enumerate(lookups_in(answer))}
        view = answer_view(answer, tokens, private=True, shareable=True)
        assert _menu_refusals(view.to_components()) == []


LONGEST = make.talk(
    "Long title " * 30,
    speakers=tuple(make.speaker(f"Speaker Number {number} of Many", affiliation="A" * 200) for number in range(34)),
    abstract="Much to say. " * 1500,
    track="Track " * 60,
    session_type="Type " * 60,
    part_of="Part " * 60,
    room="Room " * 60,
    tags=tuple(f"tag-{number}" for number in range(200)),
    starts_at=datetime(2026, 3, 24, 10, tzinfo=UTC),
    ends_at=datetime(2026, 3, 25, 10, tzinfo=UTC),
    url="https://example.org/" + "path/" * 42,
    video_url="https://example.org/" + "video/" * 80,
)


def test_lists_of_the_longest_talks_and_events_stay_within_the_limits() -> None:
    event = make.event("Event " * 60, url="https://example.org/" + "event/" * 19, city="City " * 40, venue="V" * 300)
    entries = (make.entry(LONGEST, of=event),) * 5
    page = TalkPage(lookup=TalkSearch("q" * 200), talks=entries, page=19, pages=20, total=99_999, corrected="y" * 200)
    speaker = SpeakerTalks(
        lookup=SpeakerCard("n"),
        name="Name " * 60,
        also_spelled=("Spelling " * 30,) * 9,
        affiliations=("Affiliation " * 30,) * 9,
        talks=entries,
        page=0,
        pages=9,
        total=45,
    )
    events = EventPage(EventListing(), ((entries[0].event, 99_999),) * 10, 0, 9, 99)
    one = OneTalk(lookup=TalkSearch("q" * 200), talk=entries[0], corrected="y" * 200)
    nearest = NoTalks(lookup=TalkSearch("q" * 200), nearest=entries * 5)
    for answer in (page, speaker, events, one, nearest):
        assert refusals(answer_embed(answer)) == []


@pytest.mark.parametrize(
    "text",
    [
        "[a](b) [Click](https://evil.example)",
        "https://a.example/_[Click](https://evil.example)",
        "[x\n](https://evil.example)",
        "\\[Click](https://evil.example)",
        "https://a.example/**bold**||spoiler||",
        "`[Click](https://evil.example)",
    ],
)
def test_no_masked_link_and_no_emphasis_of_foreign_text_comes_alive(text: str) -> None:
    shown = escaped_text(text, 500)
    for mark in ("[", "]", "*", "|", "`"):
        assert not _stands_unescaped(mark, shown)


def test_address_in_foreign_text_stays_a_link() -> None:
    assert escaped_text("see https://x.example/@user/a_b?c=1#d.", 500) == "see https://x.example/@user/a_b?c=1#d."


def test_lists_and_headings_of_foreign_text_are_shown_as_written() -> None:
    assert escaped_text("# big\n- a\n1. b\n> c\nC++ #1 a-b", 500) == "\\# big\n\\- a\n1\\. b\n\\> c\nC++ #1 a-b"


def test_page_with_brackets_in_its_address_is_linked_whole() -> None:
    embed = talk_embed(make.entry(make.talk(abstract="wonderful " * 400, url="https://x.example/a_(b)")))
    assert embed.description is not None
    assert embed.description.endswith("[Read on](https://x.example/a_%28b%29)")


def test_links_of_one_label_do_not_overwrite_one_another() -> None:
    slides = tuple(Link(label=label, url=f"https://s.example/{label}") for label in ("Watch", "Slides", "slides"))
    entry = make.entry(make.talk(video_url="https://youtu.be/x", links=slides))
    lookup = TalkCard(entry.id)
    view = answer_view(OneTalk(lookup=lookup, talk=entry), {lookup: "=1"}, private=True, shareable=False)
    assert [item["url"] for item in view.to_components()[0]["components"]] == [
        "https://youtu.be/x",
        *(link.url for link in slides),
    ]


@given(st.text(max_size=300), st.text(max_size=6000), st.lists(st.text(max_size=80), max_size=40))
def test_any_text_is_shown_within_the_limits(title: str, abstract: str, names: list[str]) -> None:
    talk = make.talk("t", abstract=abstract, speakers=tuple(make.speaker(name) for name in names))
    embed = talk_embed(make.entry(Talk(key="k", title=title, abstract=talk.abstract, speakers=talk.speakers)))
    assert refusals(embed) == []


def test_mentions_and_markdown_in_foreign_text_are_escaped() -> None:
    embed = talk_embed(make.entry(EXTREMES["hostile"]))
    shown = (
        f"{embed.title} {embed.description} {field(embed, 'Speaker')} {field(embed, 'Where')} {field(embed, 'Tags')}"
    )
    for mark in ("<@", "<#", "</", "<t:", "**bold", "||y", "[click", "`x"):
        assert not _stands_unescaped(mark, shown), mark


def test_known_facts_stand_in_the_card() -> None:
    talk = make.talk(
        "Gateways",
        speakers=(make.speaker("Ana Čapek", role="Engineer", affiliation="Buoyant"),),
        starts_at=datetime(2022, 10, 26, 21, 25, tzinfo=UTC),
        ends_at=datetime(2022, 10, 26, 22, 0, tzinfo=UTC),
        room="Hall 5",
        track="Networking",
        tags=("cni",),
        url="https://example.org/talk",
        video_url="https://youtu.be/x",
    )
    embed = talk_embed(make.entry(talk))
    assert (embed.title, embed.url) == ("Gateways", "https://example.org/talk")
    assert field(embed, "Speaker") == "**Ana Čapek** · Engineer, Buoyant"
    assert field(embed, "When") == "<t:1666819500:F> – <t:1666821600:t>"
    assert field(embed, "Where") == "Hall 5"
    assert field(embed, "Track") == "Networking"
    assert field(embed, "Tags") == "cni"
    assert embed.footer.text is None


def test_talk_with_a_day_but_no_time_shows_the_day() -> None:
    embed = talk_embed(make.entry(make.talk(held_on=date(2022, 10, 25))))
    assert field(embed, "When") == "Tuesday, 25 October 2022"


def test_unknown_facts_are_left_out_and_named() -> None:
    embed = talk_embed(make.entry(make.talk(title_confirmed=False)))
    assert [field.name for field in embed.fields] == []
    assert embed.title == "Working title: Threads without tears"
    assert embed.footer.text == "Not known: the final title, speakers, date, recording"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "ftp://x.example/a", "https://x y", "h" * 3000, ""])
def test_unsafe_links_are_left_out(url: str) -> None:
    talk = make.talk(url=url, video_url=url, links=(Link(label="Slides", url=url),))
    entry = make.entry(talk)
    lookup = TalkCard(entry.id)
    view = answer_view(OneTalk(lookup=lookup, talk=entry), {lookup: "=1"}, private=True, shareable=False)
    assert talk_embed(entry).url is None
    assert view.to_components() == []


def test_abstract_is_cut_at_a_word() -> None:
    embed = talk_embed(make.entry(make.talk(abstract="wonderful " * 400, url="https://example.org/t")))
    assert embed.description is not None
    assert embed.description.endswith("wonderful… [Read on](https://example.org/t)")


def test_cancelled_talk_is_marked() -> None:
    assert talk_embed(make.entry(make.talk("Gone", cancelled=True))).title == "Cancelled: Gone"


def test_links_of_a_card_are_buttons() -> None:
    entry = make.entry(make.talk(video_url="https://youtu.be/x", url="https://example.org/t"))
    lookup = TalkCard(entry.id)
    view = answer_view(OneTalk(lookup=lookup, talk=entry), {lookup: "=1"}, private=True, shareable=True)
    assert [(item["label"], item.get("url")) for item in view.to_components()[0]["components"]] == [
        ("Watch", "https://youtu.be/x"),
        ("Schedule", "https://example.org/t"),
        ("Share", None),
    ]


def _menu_refusals(rows: list[dict[str, Any]]) -> list[str]:
    items = [item for row in rows for item in row["components"]]
    custom_ids = [item["custom_id"] for item in items if "custom_id" in item]
    wrong = [] if len(set(custom_ids)) == len(custom_ids) and len(rows) <= 5 else ["custom ids or rows"]
    for item in items:
        for option in item.get("options", ()):
            texts = (option["label"], option["value"], option.get("description") or "-")
            wrong += [text for text in texts if not 1 <= len(text) <= 100]
    return wrong


def _stands_unescaped(mark: str, text: str) -> bool:
    places = [place for place in range(len(text)) if text.startswith(mark, place)]
    return any(place == 0 or text[place - 1] != "\\" for place in places)
