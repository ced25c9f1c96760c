from datetime import date

import pytest

from bot.domain.answers import NoTalks, OneTalk, TalkAnswer, TalkPage
from bot.domain.catalog import SHARED, Scope
from bot.domain.filters import TalkFilter
from bot.domain.lookups import TalkSearch
from bot.services.catalog import Catalog
from bot.services.finding.find_talks import find_talks, page_of_found_talks
from tests import make


def titles(answer: TalkAnswer) -> list[str]:
    match answer:
        case OneTalk():
            return [answer.talk.talk.title, *(other.talk.title for other in answer.others)]
        case TalkPage():
            return [entry.talk.title for entry in answer.talks]
        case NoTalks():
            return []


CNI_TALK = "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("cni", CNI_TALK),
        ("netwroking plugins", CNI_TALK),
        (
            "how do I avoid CNI race conditions",
            "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future",
        ),
        ("eliza wiesman", "Lightning Talk: Writing Service Mesh Control Planes in Rust"),
        ("gateway api policy", "What We Learned From the Gateway API: Designing Linkerd’s New Policy CRD"),
        ("zero trust", "Zero-trust network security with a service mesh (hands-on workshop)"),
    ],
)
async def test_seed_talk_is_found_first(seeded: Catalog, query: str, title: str) -> None:
    assert titles(await find_talks(seeded, TalkSearch(query), SHARED))[0] == title


async def test_one_clear_match_is_shown_as_a_card(seeded: Catalog) -> None:
    answer = await find_talks(seeded, TalkSearch("cni"), SHARED)
    assert isinstance(answer, OneTalk)


async def test_several_matches_come_in_pages(catalog: Catalog) -> None:
    await make.saved(catalog, *(make.talk(f"Python number {number}") for number in range(12)))

    first = await find_talks(catalog, TalkSearch("python"), SHARED)
    last = await page_of_found_talks(catalog, TalkSearch("python"), SHARED, 2)
    beyond = await page_of_found_talks(catalog, TalkSearch("python"), SHARED, 7)

    assert isinstance(first, TalkPage)
    assert isinstance(last, TalkPage)
    assert (first.page, first.pages, first.total, len(first.talks)) == (0, 3, 12, 5)
    assert (last.page, len(last.talks)) == (2, 2)
    assert beyond == last


async def test_nothing_found_offers_the_nearest_titles(seeded: Catalog) -> None:
    answer = await find_talks(seeded, TalkSearch("xqzzy vrrgl"), SHARED)
    assert isinstance(answer, NoTalks)


async def test_corrected_query_is_told(seeded: Catalog) -> None:
    answer = await find_talks(seeded, TalkSearch("eliza wiesman"), SHARED)
    assert isinstance(answer, OneTalk)
    assert answer.corrected == "eliza weisman"


async def test_filter_narrows_what_is_found(catalog: Catalog) -> None:
    await make.saved(
        catalog,
        make.talk("Python in the morning", held_on=date(2024, 5, 10)),
        make.talk("Python in the evening", held_on=date(2024, 5, 11)),
    )
    answer = await find_talks(catalog, TalkSearch("python", TalkFilter(day=date(2024, 5, 11))), SHARED)
    assert titles(answer) == ["Python in the evening"]


async def test_server_finds_its_own_talks_and_no_other_servers(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("Shared gardening"), of=make.event("Shared"))
    await make.saved(catalog, make.talk("Secret gardening"), of=make.event("Own"), guild_id=7)

    async def found(scope: Scope) -> set[str]:
        return set(titles(await page_of_found_talks(catalog, TalkSearch("gardening"), scope, 0)))

    assert await found(Scope(7)) == {"Shared gardening", "Secret gardening"}
    assert await found(Scope(8)) == {"Shared gardening"}
    assert await found(SHARED) == {"Shared gardening"}


async def test_correction_does_not_tell_another_servers_words(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("Secret zymurgy"), of=make.event("Own"), guild_id=7)
    await make.saved(catalog, make.talk("Plain gardening"), of=make.event("Shared"))
    assert await find_talks(catalog, TalkSearch("zymurgi"), Scope(8)) == NoTalks(lookup=TalkSearch("zymurgi"))


async def test_change_is_found_at_once(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("Gardening", key="k"))
    await find_talks(catalog, TalkSearch("gardening"), SHARED)

    await make.saved(catalog, make.talk("Carpentry", key="k"))

    assert titles(await find_talks(catalog, TalkSearch("carpentry"), SHARED)) == ["Carpentry"]
    assert titles(await find_talks(catalog, TalkSearch("gardening"), SHARED)) == []


@pytest.mark.parametrize(
    "query", ["a", "?!…", "🦀", 'NEAR(a b) OR "', "x" * 200, "%' OR 1=1 --", "\x00", "\ud800", "мир", "汉字", " "]
)
async def test_any_query_is_answered(seeded: Catalog, query: str) -> None:
    answer = await find_talks(seeded, TalkSearch(query), SHARED)
    assert isinstance(answer, OneTalk | TalkPage | NoTalks)
