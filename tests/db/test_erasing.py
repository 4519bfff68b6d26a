"""A person who asks to be forgotten is in no byte of the books, and no total changes.

Complaint C56 in shop words: "I erased a customer, and the name was still in a memo, in the
list of exports and in the backups; and the accountant's totals had changed."
"""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.import_rows import ImportFiles
from retailcrm.services.member_rows import ScanKind
from retailcrm.services.points_rows import Change
from retailcrm.services.privacy_rows import Copies
from retailcrm.wiring import Services
from tests.builders import (
    DIRECTORY,
    HONEY,
    PAN,
    SQUARE,
    ZONE,
    a_person,
    a_return,
    a_sale,
    an_export,
    count,
    csv_text,
    one_value,
    taken_in,
)
from tests.club import SIMPLE, START
from tests.kept_shops import Fill

EMAIL, PHONE, CARD = "zdenka.q@example.com", "+12125550147", "7010000199"
#: what a search of the disk looks for, in any case
SIGNS = ("zdenka", "quistgaard", "elderrow", "2125550147", "5550147", CARD, "hazelnut")


@dataclass(frozen=True)
class Case:
    """A shop that has written of one person wherever a shop writes."""

    shop: Services
    zdenka: int
    folder: Path


def _people(path: Path) -> Path:
    zdenka = a_person(
        "Z1", "Zdenka", "Quistgaard", card=CARD, email=EMAIL, phone="(212) 555-0147",
        mails="subscribed", note="allergic to hazelnut",
    ) | {"Street Address 1": "9 Elderrow", "City": "Troy", "Postal Code": "12180"}  # fmt: skip
    other = a_person("B1", "Bo", "Berg", card="7010000256", email="bo@example.com",
                     note="comes with Zdenka Quistgaard")  # fmt: skip
    path.write_text(csv_text([zdenka, other], DIRECTORY), encoding="utf-8")
    return path


def _sales(path: Path) -> Path:
    broken = a_sale("9", HONEY, buyer="Z1", named="Zdenka Quistgaard")
    broken[0]["Date"] = "sometime"
    return an_export(
        path,
        a_sale("1", HONEY, PAN, buyer="Z1", named="Zdenka Quistgaard", card=CARD),
        a_sale("2", PAN, buyer="B1", day="2026-05-05"),
        a_return("3", HONEY, of="1"),
        a_sale("4", HONEY, day="2026-05-06"),
        broken,
        columns=SQUARE,
    )


def _known(shop: Services, folder: Path) -> None:
    shop.program.save(SIMPLE, START)
    taken_in(shop, _people(folder / "people.csv"))
    files = ImportFiles((_sales(folder / "sales.csv"),), zone=ZONE, currency="USD", country="US")
    assert shop.importing.run(files).value.files[0].problems == 1
    zdenka = shop.customers.refer(EMAIL)
    twin = folder / "twin.csv"
    twin.write_text(
        csv_text([a_person("Z2", "Zdenka", "Quistgaard", note="old hazelnut entry")], DIRECTORY)
    )
    taken_in(shop, twin)
    (other,) = {one.customer_id for one in shop.customers.search("quistgaard")} - {zdenka}
    shop.points.award(Change(customer_id=zdenka, points=5, reason="sorry, Mrs Quistgaard"))
    bo = shop.customers.refer("bo@example.com")
    shop.points.award(Change(customer_id=bo, points=3, reason=f"brought {EMAIL} along"))
    shop.merging.merge(zdenka, other)


@pytest.fixture
def case(filled_with: Callable[[Fill], Services], tmp_path: Path) -> Case:
    shop = filled_with(_known)
    zdenka = shop.customers.refer(EMAIL)
    # Written here and not in what is copied, so that the journal beside a file holds her too.
    shop.members.consent(zdenka, "sms", given=True, wording="May we text you, Zdenka?")
    shop.members.correct(zdenka, {"phone": "+12125550148"})
    shop.members.correct(zdenka, {"phone": "+12125550147"})
    _campaign(shop, zdenka)
    return Case(shop, zdenka, tmp_path)


def _campaign(shop: Services, zdenka: int) -> None:
    """Write of the person where campaigns and lists do."""
    with shop.books.write() as unit:
        for statement in (
            (
                "INSERT INTO campaign (id, name, kind, state, channel, audience, salt, held_back, "
                "days, at) VALUES (1, 'Thanks, Zdenka Quistgaard', 'once', 'running', 'email', "
                "'customers?text=zdenka+quistgaard', 's', 1000, 14, 0)"
            ),
            "INSERT INTO arm (id, campaign_id, place, name) VALUES (1, 1, 1, 'all')",
            (
                "INSERT INTO assignment (campaign_id, customer_id, occasion, arm_id, day) "
                "VALUES (1, :who, 0, 1, 20000)"
            ),
            (
                "INSERT INTO coupon_code (id, code, shown, campaign_id, arm_id, customer_id, at) "
                "VALUES (1, 'ABC12', 'ABC-12', 1, 1, :who, 0)"
            ),
            (
                "INSERT INTO list_export (id, at, service, channel, audience, file, included, "
                "suppressed) "
                "VALUES (1, 0, 'csv', 'email', 'list?id=1', 'zdenka-quistgaard.csv', 1, 0)"
            ),
            "INSERT INTO exported_row (export_id, customer_id, mark) VALUES (1, :who, 7)",
            (
                "INSERT INTO delivery (id, customer_id, channel, kind, at, detail, key) "
                "VALUES (1, :who, 'email', 'bounced', 0, 'zdenka.q@example.com unknown', 'k')"
            ),
        ):
            unit.connection.execute(text(statement), {"who": zdenka} if ":who" in statement else {})


def _said(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Read every file that the program keeps: books, log, columns, categories."""
    for one in sorted(folder.rglob("*")):
        if one.is_file() and one.suffix != ".csv":
            yield one.name, one.read_bytes().lower()


def _everything(shop: Services) -> Iterator[tuple[str, str]]:
    """Read every cell of every table as text."""
    with shop.books.read() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        else:
            query = (
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
                "UNION ALL SELECT 'pg_stats'"
            )
        for name in list(connection.scalars(text(query))):
            for row in connection.execute(text(f"SELECT * FROM {name}")):  # noqa: S608
                yield name, str(tuple(row)).lower()


def _found(case: Case) -> set[tuple[str, str]]:
    cells = {
        (name, sign) for name, told in _everything(case.shop) for sign in SIGNS if sign in told
    }
    files = {
        (name, sign)
        for name, told in _said(case.folder)
        for sign in SIGNS
        if sign.encode() in told or json.dumps(sign)[1:-1].encode() in told
    }
    return cells | files


def _totals(shop: Services) -> Any:
    status = shop.shop.status()
    with shop.books.read() as connection:
        days = connection.execute(
            text(
                "SELECT day, store_id, SUM(receipts), SUM(returns), SUM(net), SUM(cost), "
                "SUM(discounts), SUM(tax) FROM store_day GROUP BY day, store_id ORDER BY 1, 2"
            )
        ).all()
        goods = connection.execute(text("SELECT * FROM product_month ORDER BY 1, 2, 3")).all()
        points = connection.execute(
            text("SELECT kind, COUNT(*), SUM(points) FROM points_entry GROUP BY kind ORDER BY 1")
        ).all()
    told = ("receipts", "lines", "returns", "voided", "net_sales", "discounts", "tax")
    return [getattr(status, name) for name in told], days, goods, points, shop.sales.by("month")


def test_c56_an_erased_person_is_in_no_byte_of_the_books_and_no_total_changes(case: Case) -> None:
    tables = {name for name, _ in _found(case)}
    assert {"customer", "identity", "problem", "customer_revision", "customer_merge"} <= tables
    assert {"points_entry", "consent_event", "campaign", "delivery", "list_export"} <= tables
    assert case.shop.books.file is None or tables & {"filled.db", "filled.db-wal"}
    before = _totals(case.shop)
    case.shop.campaigns.privacy.erase(case.zdenka)
    assert _found(case) == set()
    assert _totals(case.shop) == before
    checked = case.shop.checking.check()
    assert checked.ok, checked


def test_receipts_of_an_erased_person_are_anonymous_and_others_keep_theirs(case: Case) -> None:
    anonymous = case.shop.shop.status().anonymous_receipts
    case.shop.campaigns.privacy.erase(case.zdenka)
    status = case.shop.shop.status()
    assert status.anonymous_receipts == anonymous + 2
    assert status.customers == 1
    bo = case.shop.customers.refer("bo@example.com")
    assert case.shop.points.account(bo).balance == 24
    profile = case.shop.customers.profile(bo)
    assert profile.note == "comes with (erased)"
    with pytest.raises(UserError):
        case.shop.customers.refer(EMAIL)


def test_the_card_of_an_erased_person_is_blocked_for_good_though_nobody_can_read_it(
    case: Case,
) -> None:
    case.shop.campaigns.privacy.erase(case.zdenka)
    scan = case.shop.members.scan(CARD)
    assert (scan.kind, scan.customer_id) == (ScanKind.BLOCKED, None)
    assert case.shop.members.scan("7010000256").kind is ScanKind.MEMBER


def test_addresses_of_an_erased_person_stay_suppressed_in_a_later_list(case: Case) -> None:
    case.shop.campaigns.privacy.erase(case.zdenka)
    reasons = one_value(
        case.shop, "SELECT COUNT(DISTINCT channel) FROM suppression WHERE reason = 'erased'"
    )
    assert reasons == 5  # e-mail, text messages, calls, letters, and the card


def test_the_same_files_again_leave_points_and_sums_sound(case: Case) -> None:
    case.shop.campaigns.privacy.erase(case.zdenka)
    before = _totals(case.shop)[:3]
    taken_in(case.shop, _people(case.folder / "people-again.csv"))
    again = ImportFiles(
        (_sales(case.folder / "sales-again.csv"),), zone=ZONE, currency="USD", country="US"
    )
    case.shop.importing.run(again)
    assert _totals(case.shop)[:3] == before
    assert case.shop.points.verify().faults == ()
    assert case.shop.checking.check().ok


def test_an_import_that_told_of_an_erased_person_can_still_be_taken_back(case: Case) -> None:
    case.shop.campaigns.privacy.erase(case.zdenka)
    batch = one_value(case.shop, "SELECT MIN(id) FROM import_batch WHERE kind = 'sales'")
    case.shop.importing.undo(int(batch))
    assert case.shop.shop.status().receipts == 0
    assert case.shop.checking.check().ok


def test_an_address_that_two_share_stays_with_the_other(shop: Services, tmp_path: Path) -> None:
    listed = tmp_path / "people.csv"
    rows = [
        a_person("A", "Ana", "Lima", email="home@example.com", phone="+12125550101"),
        a_person("B", "Bo", "Berg", email="home@example.com"),
    ]
    listed.write_text(csv_text(rows, DIRECTORY))
    taken_in(shop, listed)
    ana = shop.customers.refer("Ana Lima")
    plan = shop.campaigns.privacy.preview(ana)
    assert plan.shared == ("home@example.com",)
    shop.campaigns.privacy.erase(ana)
    assert shop.customers.profile(shop.customers.refer("Bo Berg")).row.email == "home@example.com"
    assert one_value(shop, "SELECT COUNT(*) FROM suppression WHERE channel = 'email'") == 0


def test_before_an_erasure_one_reads_what_will_happen_and_nothing_does(case: Case) -> None:
    plan = case.shop.campaigns.privacy.preview(case.zdenka)
    assert (plan.receipts, plan.merged, plan.quarantined, plan.lists) == (2, 1, 1, 1)
    assert plan.sentences[-1] == "This cannot be undone."
    assert count(case.shop, "customer") == 2


def test_what_may_only_grow_is_guarded_again_after_an_erasure(case: Case) -> None:
    case.shop.campaigns.privacy.erase(case.zdenka)
    for table in ("points_entry", "points_line", "audit_event", "delivery"):
        refused = pytest.raises(DBAPIError, match="only grows")
        with refused, case.shop.books.write() as unit:
            unit.connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names


def test_staff_and_managers_forget_nobody(case: Case) -> None:
    for role in (Role.STAFF, Role.MANAGER):
        with pytest.raises(UserError):
            case.shop.campaigns.privacy.erase(case.zdenka, actor=Actor("Kim", role))
    assert count(case.shop, "customer") == 2


def test_the_audit_tells_that_somebody_was_erased_by_number_alone(case: Case) -> None:
    case.shop.campaigns.privacy.erase(case.zdenka)
    detail = one_value(case.shop, "SELECT detail FROM audit_event WHERE action = 'erase'")
    assert json.loads(detail) == {"customer": case.zdenka, "receipts": 2}


def test_copies_made_earlier_are_named_and_can_be_made_anew(
    file_shop: Services, tmp_path: Path
) -> None:
    taken_in(file_shop, _people(tmp_path / "people.csv"))
    file_shop.checking.back_up_beside()
    books = file_shop.books.file
    assert books is not None
    shutil.copy(books, books.with_name("shop-before-0004.db"))
    zdenka = file_shop.customers.refer(EMAIL)
    privacy = file_shop.campaigns.privacy
    plan = privacy.preview(zdenka)
    assert len(plan.copies) == 2
    assert any("shop-before-0004.db" in one for one in plan.sentences)
    done = privacy.erase(zdenka, Copies.RENEW).value
    assert len(done.copies) == 1
    assert _found(Case(file_shop, zdenka, tmp_path)) == set()


def test_an_erasure_cut_short_goes_on_where_it_stopped(
    file_shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_in(file_shop, _people(tmp_path / "people.csv"))
    zdenka = file_shop.customers.refer(EMAIL)

    def cut() -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(file_shop.books, "tidy", cut)
        with pytest.raises(RuntimeError):
            file_shop.campaigns.privacy.erase(zdenka)
    assert file_shop.campaigns.privacy.finish()
    assert not file_shop.campaigns.privacy.finish()
    assert _found(Case(file_shop, zdenka, tmp_path)) == set()


def test_points_of_nobody_are_in_the_ledger_but_in_no_figure_about_members(case: Case) -> None:
    held = case.shop.insights.points_soon.read()
    assert held is not None
    before = case.shop.points.verify()
    case.shop.campaigns.privacy.erase(case.zdenka)
    after = case.shop.insights.points_soon.read()
    assert after is not None
    assert (held.holders, after.holders, after.held) == (2, 1, 24)
    assert case.shop.points.verify() == before
    found = case.shop.customers.found(after.held_rows)
    assert found is not None
    assert found.figure() == after.held
    assert case.shop.customers.ids(CustomerQuery(rows=after.held_rows)).size == 1
