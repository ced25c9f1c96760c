"""`talkbot recap`: the seed's recap as it was found good, and anything at all as valid text of its format."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.cli.recap_html import recap_html
from bot.cli.recap_markdown import recap_markdown
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.event_recaps import Recap, RecapEdits
from bot.domain.recaps import RecapMaterial, Theme
from bot.domain.talks import Talk
from bot.services.recaps.compose_recap import composed
from tests import make
from tests.cli.conftest import Talkbot
from tests.golden import assert_golden

HOSTILE = (
    '<script>alert("x")</script> [click](javascript:alert(1)) **b** _i_ `c` &amp; <a href="x"> # h\n\n# h\n- a\n1. b'
)
VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """Its links, and what is not closed in the order in which it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def recap(*talks: Talk, text: str = "") -> Recap:
    material = RecapMaterial(
        scope=text, themes=(Theme(title=text, text=text),), highlights=(text,), what_next=(text,), source_title=text
    )
    of = CatalogEvent(1, None, make.event(text or "Harbour Conf", recap=material))
    edits = RecapEdits(put_in=frozenset(range(1, len(talks) + 1)))
    return composed(of, [CatalogTalk(number, of, talk) for number, talk in enumerate(talks, 1)], edits)


@pytest.mark.parametrize(
    ("written", "file"), [("discord", "recap.txt"), ("markdown", "recap.md"), ("html", "recap.html")]
)
def test_recap_of_the_seed_is_as_it_was_found_good(talkbot: Talkbot, written: str, file: str) -> None:
    ended = talkbot("recap", "kubecon detroit", "--format", written)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert_golden(file, ended.stdout.decode())


def test_compact_recap_for_discord_is_shorter(talkbot: Talkbot) -> None:
    full, compact = (
        talkbot("recap", "kubecon", "--format", "discord", "--style", style) for style in ("full", "compact")
    )
    assert 0 < len(compact.stdout) < len(full.stdout)


def test_unknown_event_is_one_clear_line(talkbot: Talkbot) -> None:
    ended = talkbot("recap", "xqzzy vrrgl")
    assert (ended.returncode, ended.stdout) == (2, b"")
    (line,) = ended.stderr.decode().splitlines()
    assert line.startswith("No event is called “xqzzy vrrgl”.")


def test_seeds_page_links_every_talk_and_recording(talkbot: Talkbot) -> None:
    page = Page(talkbot("recap", "kubecon", "--format", "html").stdout.decode())
    assert (page.open, page.wrong) == ([], [])
    rendered = Page(MarkdownIt().render(talkbot("recap", "kubecon", "--format", "markdown").stdout.decode()))
    assert rendered.links == page.links
    assert len([link for link in page.links if "youtu" in link]) == 8
    assert len(page.links) == 8 + 6 + 1


def test_hostile_text_stays_text_on_the_page() -> None:
    talk = make.talk(HOSTILE, abstract=HOSTILE, url="javascript:alert(1)", video_url='https://x.example/"><script>')
    page = Page(recap_html(recap(talk, text=HOSTILE)))
    assert (page.open, page.wrong, page.links) == ([], [], [])
    assert "script" not in page.tags
    assert '<script>alert("x")</script>' in page.text


def test_hostile_text_stays_text_in_markdown() -> None:
    talk = make.talk(HOSTILE, abstract=HOSTILE, url="javascript:alert(1)", video_url="https://x.example/>)")
    page = Page(MarkdownIt().render(recap_markdown(recap(talk, text=HOSTILE))))
    assert page.links == []
    assert page.tags <= {"h1", "h2", "h3", "p", "em", "strong", "ul", "li", "br"}
    assert page.text.count('<script>alert("x")</script> [click](javascript:alert(1)) **b** _i_ `c` &amp;') > 5


def test_addresses_in_texts_are_links() -> None:
    talk = make.talk(abstract="It is told at https://x.example/a_b?c=1&d=2, and all of it stands there for you.")
    for page in (Page(recap_html(recap(talk))), Page(MarkdownIt().render(recap_markdown(recap(talk))))):
        assert page.links == ["https://x.example/a_b?c=1&d=2"]


@given(st.text(max_size=300))
def test_any_text_makes_a_page_that_shows_it(text: str) -> None:
    """But for spaces and what nobody sees."""
    page = Page(recap_html(recap(make.talk(text or "t"), text=text)))
    assert (page.open, page.wrong) == ([], [])
    rendered = Page(MarkdownIt().render(recap_markdown(recap(make.talk(text or "t"), text=text))))
    seen = re.sub(r"[\s\W_]", "", page.text)
    for word in re.findall(r"[a-z]{2,}", text):
        assert word in seen
        assert word in rendered.text
