"""Questions of the Counter to the shop; each runs off the window's thread."""

from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.questions import Asker
from retailcrm.core.words import say
from retailcrm.services.code_rows import CodeGlance
from retailcrm.services.code_words import is_plain
from retailcrm.services.customers import CustomerHit, ReceiptRow
from retailcrm.services.member_rows import ScanKind, Scanned
from retailcrm.ui.screens.counter.state import Bought, Member, More, Shop, Told
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services

SHOWN = 7
RECEIPTS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for, and what it is."""

    text: str
    hits: tuple[CustomerHit, ...] = ()
    scan: Scanned | None = None
    member: Member | None = None
    code: CodeGlance | None = None

    @property
    def exact_code(self) -> str:
        """The code that was typed to the letter; empty where none was."""
        return self.code.shown if self.code is not None and self.code.is_known else ""


def read_shop(services: Services) -> Shop:
    """Read what the Counter needs before anybody stands there."""
    row = services.program.current()
    settings = services.shop.settings()
    return Shop(
        asker=Asker(settings.name, settings.questions),
        figures=figures_of(services.shop),
        program=None if row is None else row.program,
        members=services.shop.status().members,
        is_known=True,
    )


def look_up(services: Services, text: str) -> Found:
    """Look a typed text up as anything it may be."""
    hits = services.customers.search(text, SHOWN)
    is_number = any(sign.isdigit() for sign in text) and "@" not in text
    scan = services.members.scan(text) if is_number else None
    is_card = scan is not None and scan.customer_id is not None
    code = None if is_card else code_of(services, text)
    if hits and code is not None and not code.is_known:
        code = None  # a name that looks like a code is a name
    return Found(text, hits, scan, code=code)


def look_scan_up(services: Services, code: str) -> Found:
    """Look a scan up, with the member it belongs to, in one go."""
    scan = services.members.scan(code)
    if scan.customer_id is None:
        return Found(code, (), scan, code=code_of(services, code))
    return Found(code, (), scan, services.members.glance(scan.customer_id))


def code_of(services: Services, text: str) -> CodeGlance | None:
    """Look a text up as a code; None where it neither is one nor looks like one."""
    if not is_plain(text):
        return None
    found = services.campaigns.codes.check(text)
    return found if found.is_known or found.is_near else None


def read_more(services: Services, customer_id: int) -> More:
    """Read what may come a moment later: group, latest receipts and their points."""
    profile = services.customers.profile(customer_id)
    earned: dict[int, int] = {}
    for entry in services.points.why(customer_id):
        if entry.receipt_id is not None:
            earned[entry.receipt_id] = earned.get(entry.receipt_id, 0) + entry.points
    latest = [one for one in profile.receipts if one.kind != "void"][:RECEIPTS]
    return More(
        profile.row.group,
        profile.row.first_on,
        tuple(_bought(services, one, earned.get(one.receipt_id)) for one in latest),
    )


def refusal_of(found: Found, *, is_typed: bool) -> Told:
    """Say why nobody is opened.

    An unknown number that was scanned may be a card to give out; typed, it is rather a phone.
    """
    scan, typed = found.scan, found.text if is_typed else ""
    if scan is None or not scan.sentence:
        said = say("Nobody here is called “{words}”.", words=found.text)
        return Told(said, say("Try fewer letters, or enrol a new member."), typed=typed)
    if scan.kind is ScanKind.STOCK or (scan.kind is ScanKind.UNKNOWN and not is_typed):
        return Told(scan.sentence, scan.hint, card=scan.number)
    return Told(scan.sentence, scan.hint, typed=typed)


def warning_of(scan: Scanned | None) -> str:
    """Say what is wrong with a card that has led to a member all the same."""
    if scan is None or scan.kind is ScanKind.MEMBER:
        return ""
    return " ".join(one for one in (scan.sentence, scan.hint) if one)


def _bought(services: Services, row: ReceiptRow, points: int | None) -> Bought:
    try:
        lines = services.customers.receipt(row.receipt_id).lines
    except UserError:  # taken back by another window since the list was read
        lines = ()
    goods = ", ".join(dict.fromkeys(line.item for line in lines if line.item))
    return Bought(row.receipt_id, row.day, row.store, goods, row.net, points)
