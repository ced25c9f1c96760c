"""A recap as a page of HTML, for a blog or a newsletter. Markup escapes whatever is put into it."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from bot.domain.dates import date_range, place
from bot.domain.event_recaps import Recap, RecapTalk, in_numbers, presenters
from bot.domain.recaps import Theme
from bot.domain.talks import marked_title
from bot.importers.links import web_address

_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body>
<article>
{body}
</article>
</body>
</html>
""")
_ADDRESS = re.compile(r"(https?://[\w\-./?=&%#:+,;@~]+[\w/])")
# HTML has no way to write these, and the first of them turn the direction of what follows.
_CONTROL = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def recap_html(recap: Recap) -> str:
    event = recap.event.event
    facts = " · ".join(part for part in (date_range(event), place(event), in_numbers(recap)) if part)
    parts = [
        Markup("<h1>{}</h1>").format(_clean(recap.headline)),
        Markup("<p><em>{}</em></p>").format(_clean(facts)),
        *_paragraphs(recap.introduction),
        *_section("Themes", [_theme(theme) for theme in recap.themes]),
        *_section("Highlights", [_linked_text(point) for point in recap.highlights]),
        *_talks(recap),
        *_section("What comes next", [_linked_text(point) for point in recap.what_next]),
        *_paragraphs(recap.closing),
    ]
    return str(_PAGE.format(title=_clean(recap.headline), body=Markup("\n").join(parts)))


def _theme(theme: Theme) -> Markup:
    return Markup("<strong>{}</strong>: {}").format(_clean(theme.title), _linked_text(theme.text))


def _section(name: str, items: Sequence[Markup]) -> Iterable[Markup]:
    if items:
        yield Markup("<h2>{}</h2>").format(name)
        yield Markup("<ul>\n{}\n</ul>").format(Markup("\n").join(Markup("<li>{}</li>").format(item) for item in items))


def _talks(recap: Recap) -> Iterable[Markup]:
    for group in recap.groups:
        yield Markup("<h2>{}</h2>").format(_clean(group.name or "Talks"))
        for talk in group.talks:
            yield from _talk(talk)


def _talk(talk: RecapTalk) -> Iterable[Markup]:
    """Titles and names may be of any script, so each has a direction of its own."""
    known = talk.entry.talk
    yield Markup('<h3 dir="auto">{}</h3>').format(_link(marked_title(known), known.url))
    if known.speakers:
        yield Markup('<p dir="auto"><em>{}</em></p>').format(_clean(", ".join(presenters(known.speakers))))
    if talk.summary:
        yield Markup('<p dir="auto">{}</p>').format(_linked_text(talk.summary))
    if web_address(known.video_url):
        yield Markup("<p>{}</p>").format(_link("Watch", known.video_url))


def _paragraphs(written: str) -> Iterable[Markup]:
    for paragraph in re.split(r"\n\s*\n", written.strip()):
        if paragraph.strip():
            lines = [_linked_text(line) for line in paragraph.splitlines()]
            yield Markup('<p dir="auto">{}</p>').format(Markup("<br>\n").join(lines))


def _linked_text(written: str) -> Markup:
    parts = _ADDRESS.split(_clean(written))
    return Markup().join(_link(part, part) if at % 2 else escape(part) for at, part in enumerate(parts))


def _link(label: str, url: str | None) -> Markup:
    address = web_address(url)
    text = escape(_clean(label))
    return Markup('<a href="{}">{}</a>').format(address, text) if address else text


def _clean(written: str) -> str:
    return " ".join(_CONTROL.sub("", written).split())
