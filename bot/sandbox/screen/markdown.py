"""Discord's markdown as styled text. Nothing in it is ever read as Rich markup."""

import re
from collections.abc import Callable

from rich.style import Style
from rich.text import Text

from bot.sandbox.screen.reading import Reading, safe

LINK = Style(color="bright_blue", underline=True)
MENTION = Style(color="bright_blue", bold=True)
CODE = Style(color="bright_white", bgcolor="grey23")
TIME = Style(bgcolor="grey23")
QUIET = Style(color="grey62")

INLINE = re.compile(
    r"""\\(?P<escaped>[\\*_~`|>\[\]()#.:<-])
    | (?P<ticks>`{1,2})(?P<code>.+?)(?P=ticks)
    | <t:(?P<unix>-?\d{1,13})(?::(?P<style>[tTdDfFR]))?>
    | \[(?P<label>[^\[\]\n]+)\]\(<?(?P<target>https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?\)
    | <(?P<bracketed>https?://[^\s>]+)>
    | (?P<bare>https?://[^\s<>)\]]+[^\s<>)\].,:;!?'"])
    | (?P<mention><(?:@[!&]?|\#)\d+>)
    | </(?P<command>[^:>]+):\d+>
    | <a?:(?P<emoji>\w+):\d+>
    | \*\*(?P<bold>.+?)\*\*
    | __(?P<underlined>.+?)__
    | (?<!\w)_(?P<low_italic>[^_]+?)_(?!\w)
    | \*(?P<italic>[^*\s][^*]*?)\*
    | ~~(?P<struck>.+?)~~
    | \|\|(?P<hidden>.+?)\|\|
    """,
    re.VERBOSE | re.DOTALL,
)
NESTED = {
    "bold": Style(bold=True),
    "underlined": Style(underline=True),
    "low_italic": Style(italic=True),
    "italic": Style(italic=True),
    "struck": Style(strike=True),
    "hidden": Style(bgcolor="grey23"),
}
HEADING = re.compile(r"(?P<marks>#{1,3}|-\#)\s+(?P<text>.+)")
BULLET = re.compile(r"(?P<indent>\s*)[-*]\s+(?P<text>.+)")
QUOTE = re.compile(r">\s(?P<text>.*)")
FENCE = re.compile(r"```(?:[\w+-]*\n)?(?P<code>.*?)```", re.DOTALL)


class Markdown:
    """`show_urls` writes addresses out, for terminals without links."""

    def __init__(self, reading: Reading, *, show_urls: bool = False) -> None:
        self._reading = reading
        self._show_urls = show_urls

    def text(self, source: str, style: Style | str = "") -> Text:
        """Blocks and inline marks."""
        source = safe(source)
        blocks: list[Text] = []
        at = 0
        for fence in FENCE.finditer(source):
            blocks += self._lines(source[at : fence.start()].strip("\n"))
            blocks.append(Text(fence["code"].strip("\n"), CODE))
            at = fence.end()
        blocks += self._lines(source[at:].strip("\n") if at else source)
        return Text("\n", style=style).join(blocks)

    def line(self, source: str, style: Style | str = "") -> Text:
        """Inline marks only, as in titles and the names of fields."""
        text = Text(style=style)
        text.append_text(self._inline(safe(source)))
        return text

    def _lines(self, source: str) -> list[Text]:
        return [self._block(line) for line in source.split("\n")] if source else []

    def _block(self, line: str) -> Text:
        if heading := HEADING.fullmatch(line):
            style = QUIET if heading["marks"] == "-#" else Style(bold=True, underline=heading["marks"] == "#")
            return self.line(heading["text"], style)
        if bullet := BULLET.fullmatch(line):
            return Text(bullet["indent"] + "• ").append_text(self._inline(bullet["text"]))
        if quote := QUOTE.fullmatch(line):
            return Text.assemble(("▎ ", QUIET)).append_text(self._inline(quote["text"]))
        return self._inline(line)

    def _inline(self, source: str) -> Text:
        text = Text()
        at = 0
        for match in INLINE.finditer(source):
            text.append(source[at : match.start()])
            text.append_text(self._shown(match))
            at = match.end()
        return text.append(source[at:])

    def _shown(self, match: re.Match[str]) -> Text:
        kind = str(match.lastgroup)
        if kind in NESTED:
            inner = self._inline(match[kind])
            inner.stylize(NESTED[kind])
            return inner
        return _PLAIN[kind](self, match)

    def link(self, label: Text, url: str) -> Text:
        label = label.copy()
        label.stylize(LINK + Style(link=url))
        if self._show_urls and label.plain != url:
            label.append(f" ({url})", QUIET)
        return label

    def shown_masked_link(self, match: re.Match[str]) -> Text:
        return self.link(self._inline(match["label"]), match["target"])

    def shown_address(self, match: re.Match[str]) -> Text:
        url = match["bracketed"] or match["bare"]
        return self.link(Text(url), url)

    def shown_time(self, match: re.Match[str]) -> Text:
        return Text(self._reading.moment(int(match["unix"]), match["style"] or "f"), TIME)

    def shown_mention(self, match: re.Match[str]) -> Text:
        mark = match["mention"].replace("@!", "@")
        unknown = "#unknown" if mark.startswith("<#") else "@unknown"
        return Text(safe(self._reading.names.get(mark, unknown)), MENTION)


_PLAIN: dict[str, Callable[[Markdown, re.Match[str]], Text]] = {
    "escaped": lambda _markdown, match: Text(match["escaped"]),
    "code": lambda _markdown, match: Text(match["code"], CODE),
    "unix": Markdown.shown_time,
    "style": Markdown.shown_time,
    "target": Markdown.shown_masked_link,
    "bracketed": Markdown.shown_address,
    "bare": Markdown.shown_address,
    "mention": Markdown.shown_mention,
    "command": lambda _markdown, match: Text(f"/{match['command']}", MENTION),
    "emoji": lambda _markdown, match: Text(f":{match['emoji']}:"),
}
