"""Letters of a campaign: one page a household, its code to be cut out or scanned at the foot."""

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.reports.document import Tone, text
from retailcrm.reports.mail_facts import Bars, MailFacts, MailRun, Window, said
from retailcrm.reports.pdf.envelope import FOLDED, set_address, set_shop
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.type import (
    SMALL,
    TITLE,
    Line,
    Style,
    Weight,
    fitting,
    load_fonts,
    one_line,
    wrap,
)
from retailcrm.reports.pdf.writer import PAPER

_TEXT = Style(10.4, 15.8)
_CODE = Style(19, 24, weight=Weight.STRONG)
_OFFER = Style(11.25, 15, weight=Weight.STRONG)
_TINY = Style(7.2, 9.4, tone=Tone.MUTED)
_TOP, _RIGHT, _FOOT, _GAP = 42.0, 60.0, 46.0, 9.0
_LOGO = (150.0, 40.0)
_SENDER = 150.0
_BOX = 104.0
_PAD = 14.0
_BAR_HEIGHT, _REFERENCE_HEIGHT = 42.0, 15.0
_MOST_LINES = 6


def print_letters(
    run: MailRun, step: Callable[[int, int], object] = lambda _at, _of: None
) -> tuple[bytes, int]:
    """Print letters and give the file and its pages; equal facts, equal bytes.

    Args:
        run: what they say.
        step: hears after each letter how many are done, of how many.

    Raises:
        UserError: the words are too long for a page, or name an unknown field; or the logo is
            no picture.
    """
    run.words.check()
    load_fonts()
    buffer = BytesIO()
    size = PAPER[run.issue.paper]
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, lang=run.issue.language)
    canvas.setTitle(f"{run.issue.shop}: {say('Letters')}")
    canvas.setAuthor(run.issue.shop)
    canvas.setCreator("retailcrm")
    canvas.setViewerPreference("PrintScaling", "None")
    draw = _Draw(Pen(canvas, size[1]), run, size, _opened(run.logo))
    for at, letter in enumerate(run.letters, start=1):
        draw.letter(letter, at)
        step(at, len(run.letters))
    canvas.save()
    return buffer.getvalue(), len(run.letters)


def _opened(logo: bytes) -> ImageReader | None:
    if not logo:
        return None
    try:
        found = ImageReader(BytesIO(logo))
        found.getRGBData()  # type: ignore[no-untyped-call]  # half a file is noticed here
    except Exception as fault:
        raise UserError(
            say("The logo cannot be read as a picture."), say("Save it as PNG or JPEG.")
        ) from fault
    return found


class _Draw:
    """One file while it is drawn."""

    def __init__(
        self, pen: Pen, run: MailRun, size: tuple[float, float], logo: ImageReader | None
    ) -> None:
        self._pen, self._run, self._logo = pen, run, logo
        self._wide, self._high = size
        self._at = FOLDED[run.issue.paper]
        self._width = self._wide - self._at.left - _RIGHT
        self._write = Figures(run.issue.currency, run.issue.locale)
        self._same: dict[str, tuple[Line, ...]] = {}

    def letter(self, letter: MailFacts, number: int) -> None:
        """Draw one page."""
        self._head()
        if self._run.window is not Window.NONE:
            on_right = self._run.window is Window.RIGHT
            set_address(self._pen, self._at, letter.lines, on_right=on_right, most=_MOST_LINES)
        bottom = self._words(letter)
        foot = self._high - _FOOT - (_BOX + _GAP if letter.bars is not None else 0)
        if bottom > foot:
            raise UserError(say("The letter is longer than a page."), say("Say it in fewer words."))
        if letter.bars is not None:
            self._coupon(letter, letter.bars, self._high - _FOOT - _BOX)
        self._bottom(letter, number)
        self._pen.turn()

    def _head(self) -> None:
        """Set the shop's logo and name on the left, its address on the right."""
        pen, run, left = self._pen, self._run, self._at.left
        if self._logo is not None:
            left += pen.picture(self._logo, (left, _TOP - 8), _LOGO) + 10
        room = self._wide - _RIGHT - left - (_SENDER + 10 if run.sender else 0)
        set_shop(pen, run.issue.shop, (left, _TOP + 16), room, run.colour)
        told = [line for one in run.sender for line in wrap(text(one), _TINY, _SENDER)]
        for at, line in enumerate(told[:4]):
            pen.line_right(line, self._wide - _RIGHT, _TOP + at * _TINY.leading)
        pen.rule(self._at.left, _TOP + 38, self._width, run.colour, 1.2)

    def _words(self, letter: MailFacts) -> float:
        """Set date, subject and paragraphs; give where they end."""
        pen, left, words = self._pen, self._at.left, self._run.words
        top = self._at.body
        if self._run.window is Window.NONE:
            top = self._at.address
        day = one_line(text(self._write.day_year(self._run.issue.day)), _TEXT)
        pen.line_right(day, self._wide - _RIGHT, top)
        subject = wrap(text(said(words.subject, letter.told)), TITLE, self._width)
        top = pen.lines(subject, left, top + 10, TITLE) + _GAP
        for one in (*words.paragraphs, words.closing):
            top = self._paragraph(one, letter, top)
        top = self._paragraph(self._run.issue.shop, letter, top - _GAP)
        return self._paragraph(words.post_scriptum, letter, top)

    def _paragraph(self, words: str, letter: MailFacts, top: float) -> float:
        told = said(words, letter.told)
        if not told:
            return top
        return self._pen.lines(self._wrapped(words, told), self._at.left, top, _TEXT) + _GAP

    def _wrapped(self, words: str, told: str) -> tuple[Line, ...]:
        """Set a paragraph; one that says the same to everyone is set once."""
        if words != told:
            return wrap(text(told), _TEXT, self._width)
        if words not in self._same:
            self._same[words] = wrap(text(told), _TEXT, self._width)
        return self._same[words]

    def _coupon(self, letter: MailFacts, bars: Bars, top: float) -> None:
        """Draw what is shown at the till: the offer, the code, and the same for a scanner."""
        pen, left, right = self._pen, self._at.left, self._wide - _RIGHT
        corners = ((left, top), (right, top), (right, top + _BOX), (left, top + _BOX), (left, top))
        pen.path(corners, self._run.colour, 0.9, dashed=True)
        high = _BOX - 2 * _PAD if bars.is_square else _BAR_HEIGHT
        across = bars.width * bars.module
        x = right - _PAD - across - (0 if bars.is_square else bars.quiet * bars.module / 2)
        y = top + (_BOX - (bars.rows * bars.module if bars.is_square else high)) / 2
        pen.bars(bars.cells, (x, y), (bars.module, bars.module if bars.is_square else high))
        room = x - left - _PAD - bars.quiet * bars.module
        told = letter.told.get("offer", "")
        offer = wrap(text(told), _OFFER, room, most=2) if told else ()
        until = letter.told.get("until", "")
        tall = len(offer) * _OFFER.leading + _CODE.leading + (SMALL.leading if until else 0)
        y = pen.lines(offer, left + _PAD, top + (_BOX - tall) / 2, _OFFER)
        code = letter.told.get("code", "")
        pen.words(code, left + _PAD, y + 19, fitting([code], _CODE, room), self._run.colour)
        if until:
            words = one_line(text(say("Good until {day}", day=until)), SMALL, room)
            pen.line(words, left + _PAD, y + _CODE.leading + 9)

    def _bottom(self, letter: MailFacts, number: int) -> None:
        """Set the page's place, and what tells whose letter it is when it comes back."""
        pen, base = self._pen, self._high - _FOOT + 16
        place = one_line(text(f"{number}/{len(self._run.letters)}"), _TINY)
        pen.line_right(place, self._wide - _RIGHT, base)
        x = self._at.left
        bars = letter.reference_bars
        if bars is not None:
            pen.bars(bars.cells, (x, base - _REFERENCE_HEIGHT + 3),
                     (bars.module, _REFERENCE_HEIGHT))  # fmt: skip
            x += (bars.width + bars.quiet) * bars.module
        if letter.reference:
            pen.line(one_line(text(letter.reference), _TINY), x, base)
