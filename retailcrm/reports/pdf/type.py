"""Type on the page: the embedded family, measuring, wrapping and shortening."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import TypeAlias

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from retailcrm.core.resources import resource
from retailcrm.core.right_to_left import as_it_stands, runs_left, shaped
from retailcrm.core.stand_ins import STAND_INS, can_be_set, legible, stretches
from retailcrm.reports.document import Span, Text, Tone

_REF_SIZE = 0.66  # of the text it follows, but never below what can be read
_REF_LEAST = 5.6
_REF_RISE = 0.36
ELLIPSIS = "…"
# Control signs, line and paragraph separators; invisible format signs.
_SEEN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": ""}


class Weight(StrEnum):
    """The three weights in use, by the name of their file."""

    REGULAR = "NotoSans-Regular"
    MEDIUM = "NotoSans-Medium"
    STRONG = "NotoSans-SemiBold"


class StandIn(StrEnum):
    """What sets the scripts that the family lacks, by the name of its file."""

    SCRIPTS, HAN = STAND_INS


Face: TypeAlias = Weight | StandIn


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; sizes in points.

    Attributes:
        strong: weight of its strong spans.
    """

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    strong: Weight = Weight.STRONG
    tone: Tone | None = None  # overrides plain ink


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of glyphs at one place of a line."""

    text: str
    weight: Face
    size: float
    tone: Tone
    rise: float
    width: float


Line = tuple[Run, ...]

# The type scale of the screen (pixels at 96 a inch), in points.
CAPTION = Style(8.4, 12, tone=Tone.MUTED)
SMALL = Style(8.2, 11.6, tone=Tone.MUTED)
BODY = Style(9.2, 13.5)
TITLE = Style(11.25, 15, weight=Weight.STRONG)
LEAD = Style(11.25, 18)
SCREEN = Style(15, 21, weight=Weight.STRONG)
FIGURE = Style(20, 26, weight=Weight.STRONG)


def small_number(ref: int) -> str:
    """Write a small number; its thin space keeps it apart when the page's text is copied."""
    return f"\N{THIN SPACE}{ref}"


def load_fonts() -> None:
    """Make the family known to reportlab, once."""
    for weight in Weight:
        _load(weight.value)


def width_of(text: str, weight: Face, size: float) -> float:
    """Measure one stretch of text."""
    parts = stretches(text, weight.value, _has)
    return sum(float(pdfmetrics.stringWidth(part, face, size)) for face, part in parts)


def parts_of(text: str, weight: Weight) -> tuple[tuple[Face, str], ...]:
    """Part a text where another typeface has to stand in."""
    parted = stretches(text, weight.value, _has)
    return tuple((StandIn(face) if face in STAND_INS else weight, part) for face, part in parted)


def clean(text: str) -> str:
    """Compose letters with their marks; line breaks become spaces, unseen signs go."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(_SEEN.get(unicodedata.category(sign), sign) for sign in composed)
    return legible(shaped(seen), Weight.REGULAR.value, _has)


def can_set(text: str) -> bool:
    """Say whether every letter of a text can be printed."""
    return can_be_set(unicodedata.normalize("NFC", text), Weight.REGULAR.value, _has)


def _has(face: str, sign: str) -> bool:
    return ord(sign) in _signs(face)


@cache
def _signs(face: str) -> frozenset[int]:
    """List the signs of a typeface; those that stand in are read when first asked for."""
    _load(face)
    font = pdfmetrics.getFont(face)
    return frozenset(font.face.charToGlyph if isinstance(font, TTFont) else ())


def _load(face: str) -> None:
    if face not in pdfmetrics.getRegisteredFontNames():
        folder = ("fonts", "scripts") if face in STAND_INS else ("fonts",)
        pdfmetrics.registerFont(TTFont(face, str(resource(*folder, f"{face}.ttf"))))


def line_width(line: Line) -> float:
    """Measure a line."""
    return sum(run.width for run in line)


def one_line(text: Text, style: Style, width: float | None = None) -> Line:
    """Set a text in one line, shortened with an ellipsis where it does not fit."""
    line = tuple(run for span in text for run in _runs(span, style))
    if width is None or line_width(line) <= width:
        return line
    return _shortened(line, width)


def wrap(text: Text, style: Style, width: float, most: int | None = None) -> tuple[Line, ...]:
    """Set a text in lines of a width; beyond `most` lines the last one ends in an ellipsis."""
    lines: list[Line] = []
    current: Line = ()
    for word in _words(text, style, width):
        joined = current + word
        if current and line_width(_trimmed(joined)) > width:
            lines.append(_trimmed(current))
            current = word
        else:
            current = joined
    lines.append(_trimmed(current))
    if most is None or len(lines) <= most:
        return tuple(lines)
    rest = [run for line in lines[most - 1 :] for run in (*line, _space(style))]
    return (*lines[: most - 1], _shortened(tuple(rest[:-1]), width))


def fitting(texts: Iterable[str], style: Style, width: float) -> Style:
    """Make a style small enough that every text fits the width in one line."""
    widest = max((width_of(text, style.weight, style.size) for text in texts), default=0.0)
    if widest <= width:
        return style
    return replace(style, size=style.size * width / widest)


def as_seen(line: Line) -> Line:
    """Order a line as it stands from the left, where some of it is written from the right."""
    if not any(runs_left(run.text) for run in line):
        return line
    parts = (tuple(part) for _, part in groupby(line, key=lambda run: bool(run.rise)))
    return tuple(run for part in parts for run in _stood(part))


def _stood(line: Line) -> list[Run]:
    """Order what stands between two small numbers; those stay where they are."""
    if line[0].rise:
        return list(line)
    looks = [run for run in line for _ in run.text]
    order = as_it_stands("".join(run.text for run in line))
    alike = groupby(order, key=lambda one: looks[one[0]])
    return [_resized(look, "".join(sign for _, sign in signs)) for look, signs in alike]


def _runs(span: Span, style: Style) -> Line:
    weight = style.strong if span.strong else style.weight
    tone = style.tone if style.tone and span.tone is Tone.INK and not span.strong else span.tone
    words = clean(span.text)
    body = tuple(
        Run(part, face, style.size, tone, 0.0, width_of(part, face, style.size))
        for face, part in parts_of(words, weight) or ((weight, ""),)
    )
    if span.ref is None:
        return body
    size = max(_REF_LEAST, style.size * _REF_SIZE) if style.size < FIGURE.size / 1.5 else 7.5
    number = small_number(span.ref)
    width = width_of(number, Weight.MEDIUM, size)
    rise = style.size * _REF_RISE
    return (*body, Run(number, Weight.MEDIUM, size, Tone.ACCENT, rise, width))


def _words(text: Text, style: Style, width: float) -> list[Line]:
    """Cut a text where a line may break: behind spaces, or inside a word too long for any line."""
    words: list[Line] = []
    open_word: Line = ()
    for run in (run for span in text for run in _runs(span, style)):
        if run.rise:
            open_word = (*open_word, run)
            continue
        for piece in _pieces(run):
            open_word = (*open_word, piece)
            if piece.text.endswith(" "):
                words.extend(_broken(open_word, width))
                open_word = ()
    if open_word:
        words.extend(_broken(open_word, width))
    return words


def _pieces(run: Run) -> list[Run]:
    parts = run.text.split(" ")
    texts = [f"{part} " for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    return [_resized(run, text) for text in texts]


def _resized(run: Run, text: str) -> Run:
    return replace(run, text=text, width=width_of(text, run.weight, run.size))


def _broken(word: Line, width: float) -> list[Line]:
    if line_width(_trimmed(word)) <= width:
        return [word]
    pieces: list[Line] = []
    current: Line = ()
    for unit in _units(word):
        if current and line_width(current + unit) > width:
            pieces.append(current)
            current = ()
        current += unit
    return [*pieces, current]


def _units(word: Line) -> list[Line]:
    """Cut a word into letters; a small number stays with the letter before it."""
    units: list[Line] = []
    for run in word:
        if run.rise and units:
            units[-1] = (*units[-1], run)
        elif run.rise:
            units.append((run,))
        else:
            units += [(_resized(run, letter),) for letter in run.text]
    return units


def _trimmed(line: Line) -> Line:
    if not line or not line[-1].text.endswith(" "):
        return line
    return (*line[:-1], _resized(line[-1], line[-1].text.rstrip(" ")))


def _space(style: Style) -> Run:
    width = width_of(" ", style.weight, style.size)
    return Run(" ", style.weight, style.size, style.tone or Tone.INK, 0.0, width)


def _shortened(line: Line, width: float) -> Line:
    """Cut a line so that it fits with an ellipsis; a small number at its end survives."""
    tail = line[-1:] if line[-1].rise else ()
    runs = [run for run in line if not run.rise]
    room = width - line_width(tail) - _ellipsis(runs[0]).width
    kept: list[Run] = []
    for run in runs:
        text = _longest(run, room)
        if text == run.text:
            kept.append(run)
            room -= run.width
            continue
        kept += _cut(run, text.rstrip(" "))
        break
    return (*kept, *tail)


def _cut(run: Run, text: str) -> tuple[Run, ...]:
    if isinstance(run.weight, Weight):
        return (_resized(run, text + ELLIPSIS),)
    return _resized(run, text), _ellipsis(run)


def _ellipsis(run: Run) -> Run:
    weight = run.weight if isinstance(run.weight, Weight) else Weight.REGULAR
    return _resized(replace(run, weight=weight), ELLIPSIS)


def _longest(run: Run, room: float) -> str:
    if run.width <= room:
        return run.text
    low, high = 0, len(run.text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(run.text[:middle], run.weight, run.size) <= room:
            low = middle
        else:
            high = middle - 1
    return run.text[:low]
