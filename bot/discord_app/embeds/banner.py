"""The picture of a recap: event, dates, place and how much there is, on a ground of its own for dark and light."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from io import BytesIO

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from bot.discord_app.embeds.markdown import plain
from bot.domain.dates import date_range, place
from bot.domain.event_recaps import Recap, in_numbers
from bot.domain.events import Event

_WIDTH, _HEIGHT, _EDGE = 1200, 440, 64
_WHITE, _SOFT = (255, 255, 255), (199, 206, 255)
# Light text stands on all of these with a contrast of at least 5.
_GROUNDS = (((43, 45, 110), (88, 60, 160)), ((16, 66, 92), (22, 105, 110)), ((84, 28, 84), (140, 44, 86)))
_NAME_SIZES = (68, 60, 52, 46, 40)
_NAME_LINES = 2
_SMALL = 32
_BOLD, _REGULAR = 700, 400
# No font has a letter for it, so it is drawn as what a font draws for a letter that it lacks.
_NO_LETTER = "\U0010fffe"


def has_banner(recap: Recap) -> bool:
    """Not where the font lacks letters of all of the event's names: a picture of boxes says nothing."""
    return recap.picture and _name(recap.event.event) is not None


def banner(recap: Recap) -> bytes:
    """A PNG. Another line with letters that the font lacks is left out: the recap's text has it anyway."""
    image = _ground(recap.event.event)
    draw = ImageDraw.Draw(image)
    lines = [line for line in (date_range(recap.event.event), place(recap.event.event), in_numbers(recap)) if line]
    bottom = _HEIGHT - _EDGE
    for line in reversed([line for line in lines if _can_draw(line)]):
        font = _font(_SMALL, _REGULAR)
        draw.text((_EDGE, bottom), _cut(plain(line, 200), font), font=font, fill=_SOFT, anchor="ls")
        bottom -= 46
    _draw_name(draw, _name(recap.event.event))
    content = BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _name(event: Event) -> str | None:
    """The first of its names that can be drawn."""
    names = (plain(name, 200) for name in (event.name, *event.also_called))
    return next((name for name in names if name and _can_draw(name)), None)


def _draw_name(draw: ImageDraw.ImageDraw, name: str | None) -> None:
    """As large as it fits in two lines; at the smallest size the second line is cut."""
    if name is None:
        return
    font, lines = next(
        ((font, lines) for font, lines in _settings(name) if len(lines) <= _NAME_LINES), list(_settings(name))[-1]
    )
    top = _EDGE - 10
    for number, line in enumerate(lines[:_NAME_LINES], 1):
        is_last = number == _NAME_LINES and len(lines) > _NAME_LINES
        draw.text((_EDGE, top), _cut(f"{line} …" if is_last else line, font), font=font, fill=_WHITE, anchor="la")
        top += round(font.size * 1.22)


def _settings(name: str) -> Iterable[tuple[ImageFont.FreeTypeFont, list[str]]]:
    for size in _NAME_SIZES:
        font = _font(size, _BOLD)
        yield font, _wrapped(name, font)


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= _WIDTH - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    shown = text
    while font.getlength(shown) > _WIDTH - 2 * _EDGE:
        shown = f"{shown.removesuffix('…')[:-1].rstrip()}…"
    return shown


def _ground(event: Event) -> Image.Image:
    """From one colour to the other, from left to right; which two is the event's own."""
    left, right = _GROUNDS[blake2b(event.slug.encode("utf-8", "replace"), digest_size=1).digest()[0] % len(_GROUNDS)]
    mask = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize((_WIDTH, _HEIGHT))
    return Image.composite(Image.new("RGB", (_WIDTH, _HEIGHT), right), Image.new("RGB", (_WIDTH, _HEIGHT), left), mask)


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(fontpkg.path("Noto Sans"), size)
    font.set_variation_by_axes([weight, 100])
    return font


def _can_draw(text: str) -> bool:
    font = _font(_SMALL, _REGULAR)
    missing = bytes(font.getmask(_NO_LETTER))
    return all(letter.isspace() or bytes(font.getmask(letter)) != missing for letter in set(plain(text, 200)))
