"""Letters as facts: what each household's page says, under whose name and with which code."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from retailcrm.cards.barcodes import Symbol, Symbology, encode, module_mm
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.post import balances
from retailcrm.db.programs import in_force, versions
from retailcrm.db.settings import read_setting
from retailcrm.loyalty.program import Program
from retailcrm.loyalty.redeeming import value_of
from retailcrm.mailing.postal import Address, address_of, postal_lines
from retailcrm.reports.issue import Issue
from retailcrm.reports.mail_facts import Bars, MailFacts, MailRun
from retailcrm.services.card_looks import design_of
from retailcrm.services.moments import moment_here
from retailcrm.services.post_pieces import Piece
from retailcrm.services.post_rows import LetterSetup
from retailcrm.services.shop import KEY, settings_from
from retailcrm.services.told import country_here

_BARS_ROOM, _SQUARE_ROOM, _REFERENCE_ROOM = 75.0, 27.0, 45.0  # mm
_POINTS = 72 / 25.4  # in a millimetre
EXAMPLE = "CFHJ-KM79"


class LetterRun:
    """Dresses pieces for the page.

    Args:
        connection: the books, as they now are.
        clock: gives the time now.
        setup: what the letters say and how they look.
        capitals: addresses in capitals.
    """

    def __init__(
        self,
        connection: Reading,
        clock: Callable[[], datetime],
        setup: LetterSetup,
        *,
        capitals: bool = False,
    ) -> None:
        shop = settings_from(read_setting(connection, KEY, {}))
        moment = moment_here(clock, connection)
        held = in_force(versions(connection), moment.day)
        self._connection, self._setup, self._capitals = connection, setup, capitals
        self._home = country_here(connection) or ""
        self._program = None if held is None else held.program
        self._write = Figures(shop.currency)
        self._design = design_of(connection)
        self._issue = Issue(shop.name, shop.currency, moment.date, None, paper=setup.paper)

    def facts(self, pieces: Sequence[Piece]) -> MailRun:
        """Give the letters to these households.

        Raises:
            UserError: a code cannot be printed for scanners.
        """
        ids = [one.home.lead.id for one in pieces if not one.is_seed]
        points = balances(self._connection, ids) if self._setup.words.names("points") else {}
        if not points and self._setup.words.names("worth"):
            points = balances(self._connection, ids)
        return self._run(tuple(self._letter(one, points) for one in pieces))

    def sample(self) -> MailRun:
        """Give one letter to somebody invented, before a campaign has anybody."""
        address = Address(
            (say("Ana and Ben Example"),), say("12 Main Street"),
            ("Cambridge", "MA", "02138") if self._home in ("", "US") else ("", "", ""),
        )  # fmt: skip
        told = {
            "first_name": say("Ana"), "last_name": say("Example"),
            "name": say("Ana and Ben Example"), "greeting": say("Ana and Ben"),
            "offer": say("10 % off your next purchase"), "code": EXAMPLE,
            "until": self._write.day_year(self._issue.day), "points": "745",
            "worth": self._write.money(745), "card": "104 882 1937", "shop": self._issue.shop,
        }  # fmt: skip
        lines = postal_lines(address, self._home, capitals=self._capitals)
        bars = self._bars(EXAMPLE.replace("-", "")) if self._shows_code() else None
        return self._run((MailFacts(lines, told, bars),))

    def _run(self, letters: tuple[MailFacts, ...]) -> MailRun:
        return MailRun(
            issue=self._issue,
            words=self._setup.words,
            letters=letters,
            colour=self._design.on_white,
            logo=self._design.logo,
            sender=self._design.address,
            window=self._setup.window,
        )

    def _letter(self, piece: Piece, points: Mapping[int, int]) -> MailFacts:
        lines = postal_lines(address_of(piece.home), self._home, capitals=self._capitals)
        told = self._told(piece, points.get(piece.home.lead.id, 0))
        if piece.plain and self._shows_code():
            return MailFacts(lines, told, self._bars(piece.plain))
        if piece.is_seed or not piece.scanned:
            return MailFacts(lines, told)
        return MailFacts(lines, told, None, piece.reference, _small(piece.scanned))

    def _shows_code(self) -> bool:
        return self._setup.words.names("code")

    def _told(self, piece: Piece, points: int) -> dict[str, str]:
        lead, home = piece.home.lead, piece.home
        return {
            "first_name": lead.first_name.strip() or home.greeting,
            "last_name": lead.last_name.strip(),
            "name": home.names[0] if home.names else "",
            "greeting": home.greeting,
            "offer": piece.offer.rstrip("."),
            "code": piece.code,
            "until": piece.until,
            "points": self._write.count(points) if points > 0 and self._program else "",
            "worth": self._worth(points, self._program),
            "card": piece.card,
            "shop": self._issue.shop,
        }

    def _worth(self, points: int, program: Program | None) -> str:
        if program is None or points <= 0:
            return ""
        return self._write.money(value_of(points, program.redeeming))

    def _bars(self, code: str) -> Bars:
        kind = Symbology.QR if self._setup.symbology == Symbology.QR else Symbology.CODE128
        try:
            return _measured(encode(code, kind))
        except UserError:
            return _measured(encode(code, Symbology.QR))


def _measured(symbol: Symbol, room: float = _BARS_ROOM) -> Bars:
    room = _SQUARE_ROOM if symbol.is_square else room
    return Bars(
        symbol.bars, symbol.width, symbol.rows, symbol.quiet_left,
        module_mm(symbol, room, room) * _POINTS,
    )  # fmt: skip


def _small(code: str) -> Bars | None:
    """Measure what tells whose letter came back; a number that is no code stays plain text."""
    try:
        return _measured(encode(code, Symbology.CODE128), _REFERENCE_ROOM)
    except UserError:
        return None
