"""Card numbers from the stock to the drawer of lost cards, on both databases alike."""

from pathlib import Path

import pytest

from retailcrm.cards.check_digits import CheckDigit, with_check_digit
from retailcrm.cards.numbers import NumberRange, ean13_range
from retailcrm.cards.scanning import ScannerHabits
from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.services.card_rows import CardQuery, PrintCards
from retailcrm.services.member_rows import Enrolment, ScanKind
from retailcrm.wiring import Services
from tests.builders import (
    a_directory,
    a_person,
    a_sale,
    an_export,
    count,
    one_value,
    taken_in,
)

ANA = Enrolment("Ana", "Lima", phone="(212) 555-0101")


def _ana(shop: Services, card: str = "") -> int:
    return shop.members.enrol(Enrolment("Ana", "Lima", card=card)).value.customer_id


def test_cards_are_issued_handed_out_and_counted(shop: Services) -> None:
    numbers = shop.cards.issue(3).value
    assert len(set(numbers)) == 3
    assert shop.members.scan(numbers[0]).kind is ScanKind.STOCK
    ana = _ana(shop, numbers[0])
    found = shop.members.scan(numbers[0])
    assert (found.kind, found.customer_id) == (ScanKind.MEMBER, ana)
    counts = shop.cards.counts()
    assert (counts.stock, counts.in_use) == (2, 1)
    rows = shop.cards.listing(CardQuery(state="in_use"))
    assert [(row.number, row.name) for row in rows] == [(numbers[0], "Ana Lima")]
    assert shop.shop.status().members == 1


def test_a_lost_card_is_swapped_and_its_number_still_finds_the_member(
    shop: Services, tmp_path: Path
) -> None:
    ana = _ana(shop)
    old = shop.customers.profile(ana).row.card
    taken_in(shop, an_export(tmp_path / "a.csv", a_sale("1", card=old)))
    swapped = shop.cards.swap(old).value
    found = shop.members.scan(old)
    assert (found.kind, found.customer_id) == (ScanKind.REPLACED, ana)
    assert swapped.new in found.sentence
    assert shop.members.scan(swapped.new).customer_id == ana
    taken_in(shop, an_export(tmp_path / "b.csv", a_sale("2", card=old, day="2026-06-02")))
    taken_in(shop, an_export(tmp_path / "c.csv", a_sale("3", card=swapped.new, day="2026-06-03")))
    row = shop.customers.profile(ana).row
    assert (row.receipts, row.card) == (3, swapped.new)
    assert shop.shop.status().customers == 1


def test_a_lost_card_is_swapped_once(shop: Services) -> None:
    ana = _ana(shop)
    old = shop.cards.swap(ana).value.old
    with pytest.raises(UserError, match="was replaced by"):
        shop.cards.swap(old)
    assert count(shop, "card") == 2


def test_a_lost_card_is_swapped_for_one_from_the_stock(shop: Services) -> None:
    (spare,) = shop.cards.issue(1).value
    ana = _ana(shop)
    assert shop.cards.swap(ana, spare).value.new == spare
    assert shop.cards.counts().stock == 0


def test_a_card_that_only_the_till_told_of_is_swapped_too(shop: Services, tmp_path: Path) -> None:
    taken_in(shop, a_directory(tmp_path / "p.csv", a_person("C1", card="77012345")))
    (hit,) = shop.customers.search("lima")
    assert shop.members.scan("77012345").customer_id == hit.customer_id
    new = shop.cards.swap("77012345").value.new
    assert shop.members.scan("77012345").kind is ScanKind.REPLACED
    assert shop.members.scan(new).customer_id == hit.customer_id


def test_a_blocked_card_is_refused_in_one_sentence_until_it_is_free_again(
    shop: Services,
) -> None:
    ana = _ana(shop)
    card = shop.customers.profile(ana).row.card
    shop.cards.block(card)
    found = shop.members.scan(card)
    assert (found.kind, found.sentence) == (ScanKind.BLOCKED, f"The card {card} is blocked.")
    assert shop.members.glance(ana).card_blocked
    with pytest.raises(UserError, match="is blocked"):
        shop.members.enrol(Enrolment("Bo", "Rey", card=card))
    with pytest.raises(UserError, match="is not in use"):
        shop.cards.block(card)
    shop.cards.unblock(card)
    assert shop.members.scan(card).kind is ScanKind.MEMBER


def test_a_member_has_one_card_at_a_time(shop: Services) -> None:
    one, two = shop.cards.issue(2).value
    ana = _ana(shop, one)
    for wish in (lambda: shop.cards.activate(two, ana), lambda: _ana_again(shop, ana, two)):
        with pytest.raises(UserError, match="has the card"):
            wish()
    with pytest.raises(UserError, match="Ana Lima's"):
        shop.members.enrol(Enrolment("Bo", "Rey", card=one))


def _ana_again(shop: Services, ana: int, card: str) -> int:
    wish = Enrolment("Ana", "Lima", card=card, customer_id=ana)
    return shop.members.enrol(wish).value.customer_id


def test_a_card_is_handed_to_a_customer_without_one(shop: Services, tmp_path: Path) -> None:
    taken_in(shop, a_directory(tmp_path / "p.csv", a_person("C1")))
    (hit,) = shop.customers.search("lima")
    (card,) = shop.cards.issue(1).value
    shop.cards.activate(card, hit.customer_id)
    assert shop.members.scan(card).customer_id == hit.customer_id


def test_c39_a_card_is_read_however_it_is_scanned_or_typed(shop: Services) -> None:
    shop.cards.save_range(NumberRange("0077", 10, CheckDigit.LUHN))
    shop.cards.save_habits(ScannerHabits("~", "#"))
    card = shop.cards.issue(1).value[0]
    ana = _ana(shop, card)
    typed = (
        card, f"  {card}\r\n", card[:-1], card.lstrip("0"), f"~{card}#", f"]C0{card}",
        f"{card[:4]} {card[4:7]} {card[7:]}", f"{card[:5]}-{card[5:]}",
    )  # fmt: skip
    assert [shop.members.scan(text).customer_id for text in typed] == [ana] * len(typed)


def test_c39_what_is_no_card_is_told_in_one_sentence(shop: Services, tmp_path: Path) -> None:
    card = shop.cards.issue(1).value[0]
    _ana(shop, card)
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    label, product = "2112345012342", "4006381333931"
    asked = {
        wrong: ScanKind.GARBLED,
        label: ScanKind.SCALE,
        product: ScanKind.PRODUCT,
        "LOY-1": ScanKind.UNKNOWN,
        "": ScanKind.UNKNOWN,
    }
    found = {text: shop.members.scan(text) for text in asked}
    assert {text: one.kind for text, one in found.items()} == asked
    assert all(one.customer_id is None and one.sentence for one in found.values())
    assert count(shop, "customer") == 1


def test_c39_numbers_that_tills_read_as_goods_are_refused(shop: Services) -> None:
    with pytest.raises(UserError, match="scale label"):
        NumberRange("29", 13, CheckDigit.EAN)
    for code in ("2112345012342", "4006381333931"):
        with pytest.raises(UserError):
            shop.members.enrol(Enrolment("Bo", "Rey", card=code))
    confirmed = ean13_range("29", confirmed=True)
    shop.cards.save_range(confirmed)
    card = shop.cards.issue(1).value[0]
    assert (len(card), card[:2]) == (13, "29")
    assert shop.members.scan(card).kind is ScanKind.STOCK


def test_c39_pre_printed_cards_of_a_bureau_become_members_cards(shop: Services) -> None:
    ana = _ana(shop, "00123456")
    assert shop.members.scan("00123456").customer_id == ana
    assert shop.customers.profile(ana).row.card == "00123456"


def test_a_range_that_products_carry_is_refused(shop: Services, tmp_path: Path) -> None:
    sku = with_check_digit("7712345", CheckDigit.LUHN)
    sale = [row | {"SKU": sku} for row in a_sale("1")]
    taken_in(shop, an_export(tmp_path / "s.csv", sale))
    with pytest.raises(UserError, match=f"{sku} for one"):
        shop.cards.save_range(NumberRange("77", 8))
    with pytest.raises(UserError, match="code of a product"):
        shop.members.enrol(Enrolment("Bo", "Rey", card=sku))


def test_numbers_in_sequence_go_on_where_they_stopped(shop: Services) -> None:
    shop.cards.save_range(NumberRange("9", 6, CheckDigit.NONE, sequential=True))
    assert shop.cards.issue(2).value == ("900000", "900001")
    assert shop.cards.issue(2).value == ("900002", "900003")


def test_cards_of_an_earlier_range_stay_recognised(shop: Services) -> None:
    old = shop.cards.issue(1).value[0]
    shop.cards.save_range(NumberRange("55", 8))
    assert shop.members.scan(old[:-1]).number == old


def test_cards_are_printed_with_the_members_name(shop: Services, tmp_path: Path) -> None:
    numbers = shop.cards.issue(2).value
    _ana(shop, numbers[0])
    assert [card.name for card in shop.cards.to_print(numbers)] == ["Ana Lima", ""]
    assert [card.number for card in shop.cards.to_print()] == [numbers[1]]
    wish = PrintCards(tmp_path / "cards.pdf", numbers, "avery-5371", "code128")
    printed = shop.cards.print_sheet(wish).value
    assert (printed.pages, printed.cards) == (1, 2)
    assert printed.file.read_bytes().startswith(b"%PDF")
    assert one_value(shop, "SELECT action FROM audit_event ORDER BY id DESC LIMIT 1") == (
        "cards.print"
    )


def test_a_code_that_the_number_cannot_have_is_refused_in_one_sentence(
    shop: Services, tmp_path: Path
) -> None:
    shop.cards.issue(1)
    with pytest.raises(UserError, match="EAN-13"):
        shop.cards.print_sheet(PrintCards(tmp_path / "cards.pdf", (), "cr80", "ean13"))
    with pytest.raises(UserError, match="no code pdf417"):
        shop.cards.print_sheet(PrintCards(tmp_path / "cards.pdf", (), "cr80", "pdf417"))
    assert not (tmp_path / "cards.pdf").exists()


def test_staff_print_the_card_of_the_member_in_front_and_no_others(
    shop: Services, tmp_path: Path
) -> None:
    mia, out = Actor("Mia", Role.STAFF), tmp_path / "card.pdf"
    mine, stock = shop.cards.issue(2).value
    _ana(shop, mine)
    for refused in ((), (stock,), (mine, stock), ("123",)):
        with pytest.raises(UserError, match="Mia may not"):
            shop.cards.print_sheet(PrintCards(out, refused), actor=mia)
    assert not out.exists()
    assert shop.cards.print_sheet(PrintCards(out, (mine,)), actor=mia).value.cards == 1


def test_staff_swap_lost_cards_and_make_none(shop: Services, tmp_path: Path) -> None:
    mia = Actor("Mia", Role.STAFF)
    ana = _ana(shop)
    shop.cards.swap(ana, actor=mia)
    for refused in (
        lambda: shop.cards.issue(1, actor=mia),
        lambda: shop.cards.save_range(NumberRange("55", 8), actor=mia),
        lambda: shop.cards.print_sheet(PrintCards(tmp_path / "c.pdf"), actor=mia),
    ):
        with pytest.raises(UserError, match="Mia may not"):
            refused()
