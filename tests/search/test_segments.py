from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.search.documents import SearchableTalk
from bot.search.index import merge_segments
from bot.search.ranking import search
from bot.search.segments import SEGMENT_VERSION, build_segment, segment_version

ONE = SearchableTalk(id=1, title="Testing with pytest", speakers=("Ana Ruiz",), held_on=date(2020, 5, 1))
TWO = SearchableTalk(id=2, title="Test-driven Django", abstract="We test with pytest.", language="en")
THREE = SearchableTalk(id=3, title="Pruebas con pytest", abstract="Probar es querer", language="es")


def test_same_talks_give_the_same_bytes() -> None:
    assert build_segment([ONE, TWO]) == build_segment([ONE, TWO])


def test_segment_tells_its_version_and_anything_else_has_none() -> None:
    assert segment_version(build_segment([ONE])) == SEGMENT_VERSION
    older = build_segment([ONE]).replace(b'"version": %d' % SEGMENT_VERSION, b'"version": 0', 1)
    assert segment_version(older) == 0
    for data in (b"", b"\n", b"{}\n", b"[1]\n", b'{"kind": "cake", "version": 1}\n', b"\xff\xfe\n"):
        assert segment_version(data) is None


def test_order_of_segments_changes_no_answer() -> None:
    segments = [build_segment([talk]) for talk in (ONE, TWO, THREE)]
    answers = [search([merge_segments(order)], "pytest", limit=9) for order in (segments, segments[::-1])]
    assert answers[0] == answers[1]
    assert len(answers[0].hits) == 3


def test_merging_segments_finds_what_one_segment_of_all_talks_finds() -> None:
    apart = merge_segments([build_segment([ONE]), build_segment([TWO, THREE])])
    together = merge_segments([build_segment([ONE, TWO, THREE])])
    assert search([apart], "pruebas pytest", limit=9) == search([together], "pruebas pytest", limit=9)


def test_nothing_is_found_where_nothing_is() -> None:
    assert search([merge_segments([])], "pytest", limit=9).hits == ()
    assert search([merge_segments([build_segment([])])], "pytest", limit=9).hits == ()
    assert search([], "pytest", limit=9).hits == ()


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4), st.text(max_size=300))
def test_any_text_can_be_indexed(titles: list[str], abstract: str) -> None:
    talks = [SearchableTalk(id=at, title=title, abstract=abstract) for at, title in enumerate(titles)]
    assert len(merge_segments([build_segment(talks)]).talk_ids) == len(titles)
