"""Codes in the books: at two tills, on receipts, in files that come twice."""

import csv
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from retailcrm.core.errors import UserError
from retailcrm.core.roles import Actor, Role
from retailcrm.services.code_rows import CodeState, MakeCodes, UseCode
from retailcrm.services.import_rows import FileReport
from retailcrm.services.signed import signed
from retailcrm.wiring import Services, open_shop
from tests.builders import ORDERS, an_export, an_order, count, one_value, taken_in
from tests.coded import a_campaign, a_member
from tests.conftest import NOW, clock

UNTIL = date(2026, 12, 31)


def coded(shop: Services, *, uses: int | None = 1, until: date = UNTIL) -> tuple[int, str, int]:
    """Give (campaign, code, whose) of a campaign for one person, one more being left alone."""
    ana, ben = a_member(shop, "Ana"), a_member(shop, "Ben")
    campaign = a_campaign(shop, [ana], [ben])
    shop.campaigns.codes.make(MakeCodes(campaign, uses=uses, until=until))
    return campaign, shop.campaigns.codes.of_campaign(campaign)[0].shown, ana


def an_order_with(path: Path, *codes: str, day: str = "2026-05-04", email: str = "") -> Path:
    """Write orders that carry these codes, numbered from 1."""
    orders = [
        [row | {"Discount Code": code, "Paid at": f"{day} 11:20:30 -0400",
                "Created at": f"{day} 11:20:30 -0400"}
         for row in an_order(f"{path.stem}{number}", email=email)]
        for number, code in enumerate(codes, start=1)
    ]  # fmt: skip
    return an_export(path, *orders, columns=ORDERS)


def uses(shop: Services) -> int:
    """Count the uses that count."""
    return sum(one.used for one in shop.campaigns.codes.of_campaign(1))


def test_everyone_written_to_gets_a_code_and_the_control_gets_none(shop: Services) -> None:
    campaign, code, ana = coded(shop)
    rows = shop.campaigns.codes.of_campaign(campaign)
    assert [(one.customer_id, one.arm, one.uses) for one in rows] == [(ana, "A", 1)]
    assert shop.campaigns.codes.make(MakeCodes(campaign)).value.made == 0, code


def test_a_good_code_says_in_one_sentence_whose_it_is_and_until_when(shop: Services) -> None:
    _, code, ana = coded(shop)
    glance = shop.campaigns.codes.check(f" {code.lower()} ")
    assert glance.state is CodeState.GOOD
    assert (glance.customer_id, glance.name, glance.gives) == (ana, "Ana Lima", "10 % off")
    assert glance.sentence.startswith("Good: 10 % off, for Ana Lima, until ")
    assert "2026" in glance.sentence


def test_a_one_use_coupon_is_refused_the_second_time_whatever_its_case(shop: Services) -> None:
    """C57: a coupon for one use was used again, its letters made small."""
    _, code, _ = coded(shop)
    assert shop.campaigns.codes.use(UseCode(code)).value.shown == code
    with pytest.raises(UserError, match="was used on"):
        shop.campaigns.codes.use(UseCode(f" {code.replace('-', ' ').lower()} "))
    assert shop.campaigns.codes.check(code).state is CodeState.USED


def test_pressing_twice_uses_a_code_once(shop: Services) -> None:
    campaign, code, _ = coded(shop, uses=5)
    first = shop.campaigns.codes.use(UseCode(code, key="k1")).value
    assert shop.campaigns.codes.use(UseCode(code, key="k1")).value.use == first.use
    assert shop.campaigns.codes.counts(campaign).uses == 1


def test_a_code_is_told_to_be_too_late_withdrawn_or_somebody_elses(shop: Services) -> None:
    _, late, _ = coded(shop, until=date(2020, 1, 1))
    assert shop.campaigns.codes.check(late).state is CodeState.LATE
    cem = a_member(shop, "Cem")
    campaign = a_campaign(shop, [cem])
    shop.campaigns.codes.make(MakeCodes(campaign, until=UNTIL))
    code = shop.campaigns.codes.of_campaign(campaign)[0].shown
    other = shop.campaigns.codes.check(code, a_member(shop, "Dee"))
    assert other.state is CodeState.OTHER
    assert "belongs to Cem Lima" in other.sentence
    assert shop.campaigns.codes.check(code, cem).is_good
    shop.campaigns.codes.withdraw(code)
    assert shop.campaigns.codes.check(code).state is CodeState.WITHDRAWN


def test_a_code_with_one_wrong_letter_is_told_from_one_nobody_made(shop: Services) -> None:
    _, code, _ = coded(shop)
    wrong = code[:-1] + next(one for one in "CFHJ" if one != code[-1])
    assert "signs is wrong" in shop.campaigns.codes.check(wrong).sentence
    assert "never made" in shop.campaigns.codes.check("SPRING99").sentence


def test_a_merged_member_may_use_the_code_of_her_other_card(shop: Services) -> None:
    _, code, ana = coded(shop)
    other = a_member(shop, "Anna")
    shop.merging.merge(other, ana)
    assert shop.campaigns.codes.check(code, other).is_good


def test_a_use_taken_back_makes_the_code_good_again_once(shop: Services) -> None:
    _, code, _ = coded(shop)
    use = shop.campaigns.codes.use(UseCode(code)).value.use
    shop.campaigns.codes.take_back(use)
    assert shop.campaigns.codes.check(code).is_good
    with pytest.raises(UserError, match="no such use"):
        shop.campaigns.codes.take_back(use)


def test_staff_use_codes_and_take_back_their_own_but_see_no_list(shop: Services) -> None:
    campaign, code, _ = coded(shop)
    sam = signed(shop, Actor("Sam", Role.STAFF)).campaigns.codes
    pat = signed(shop, Actor("Pat", Role.STAFF)).campaigns.codes
    use = sam.use(UseCode(code)).value.use
    with pytest.raises(UserError, match="used yourself today"):
        pat.take_back(use)
    sam.take_back(use)
    assert pat.check(code).is_good
    with pytest.raises(UserError, match="may not do this"):
        sam.of_campaign(campaign)


def test_a_word_for_everybody_is_used_as_often_as_people_like(shop: Services) -> None:
    campaign, _, _ = coded(shop)
    shop.campaigns.codes.make(MakeCodes(campaign, word="Spring 10", uses=None, until=UNTIL))
    for _ in range(3):
        shop.campaigns.codes.use(UseCode("spring10"))
    counted = shop.campaigns.codes.counts(campaign)
    assert (counted.words, counted.uses, counted.used) == (("SPRING 10",), 3, 1)
    with pytest.raises(UserError, match="already"):
        shop.campaigns.codes.make(MakeCodes(campaign, word="SPRING-10"))


def test_a_word_that_is_somebodys_card_is_refused(shop: Services) -> None:
    campaign, _, _ = coded(shop)
    a_member(shop, "Cem", card="CLUB77")
    with pytest.raises(UserError, match="number of a card"):
        shop.campaigns.codes.make(MakeCodes(campaign, word="club 77"))


def test_codes_leave_as_a_list_that_no_spreadsheet_executes(shop: Services, tmp_path: Path) -> None:
    evil = a_member(shop, "=HYPERLINK(1)", "Öğüt", phone="+14155550101")
    campaign = a_campaign(shop, [evil])
    shop.campaigns.codes.make(MakeCodes(campaign))
    out = tmp_path / "codes.csv"
    assert shop.campaigns.codes.save(campaign, out).value == 1
    with out.open(newline="", encoding="utf-8-sig") as file:
        row = next(csv.DictReader(file))
    assert row["first_name"] == "'=HYPERLINK(1)"
    assert row["last_name"] == "Öğüt"
    assert one_value(shop, "SELECT COUNT(*) FROM audit_event WHERE action = 'export'") == 1


def test_two_tills_cannot_use_one_code_at_the_same_moment(address: str) -> None:
    first = open_shop(address, clock)
    ana = a_member(first, "Ana")
    campaign = a_campaign(first, [ana])
    first.campaigns.codes.make(MakeCodes(campaign, word="ONLYONE", uses=1, until=UNTIL))
    tills = (first, open_shop(address, clock))
    start = threading.Barrier(len(tills))

    def use(till: Services) -> str:
        start.wait(30)
        try:
            return till.campaigns.codes.use(UseCode("only one")).value.shown
        except UserError as refusal:
            return refusal.message

    with ThreadPoolExecutor(len(tills)) as lanes:
        told = sorted(lanes.map(use, tills))
    counted = first.campaigns.codes.counts(campaign).uses
    for one in tills:
        one.close()
    assert counted == 1
    assert told[0] == "ONLYONE"
    assert "was used on" in told[1]


def test_a_code_on_an_imported_receipt_is_used(shop: Services, tmp_path: Path) -> None:
    _, code, ana = coded(shop)
    (report,) = taken_in(shop, an_order_with(tmp_path / "a.csv", code.replace("-", " ").lower()))
    assert (report.problems, uses(shop)) == (0, 1)
    row = shop.campaigns.codes.of_campaign(1)[0]
    assert row.last_on == date(2026, 5, 4)
    assert one_value(shop, "SELECT customer_id FROM code_use") == ana


def test_a_second_use_in_the_same_and_the_next_file_is_a_problem_and_its_receipt_stays(
    shop: Services, tmp_path: Path
) -> None:
    """C57: a code counted twice when it came twice in one file, and again with the next."""
    _, code, _ = coded(shop)
    (first,) = taken_in(shop, an_order_with(tmp_path / "a.csv", code, code.lower()))
    (second,) = taken_in(shop, an_order_with(tmp_path / "b.csv", f" {code} ", day="2026-05-05"))
    assert (first.problems, second.problems) == (1, 1)
    assert (uses(shop), count(shop, "receipt")) == (1, 3)
    told = shop.importing.problems()
    assert {one.line for one in told} == {3, 2}
    assert all("was used before" in one.reason for one in told)
    assert {one.reason.split(":")[0] for one in told} == {"Receipt a2", "Receipt b1"}


def test_the_same_file_twice_uses_a_code_once(shop: Services, tmp_path: Path) -> None:
    _, code, _ = coded(shop)
    path = an_order_with(tmp_path / "a.csv", code)
    taken_in(shop, path)
    more = tmp_path / "more.csv"
    more.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    reports: tuple[FileReport, ...] = taken_in(shop, path, more)
    assert [one.problems for one in reports] == [0, 0]
    assert uses(shop) == 1


def test_undoing_an_import_gives_its_codes_back(shop: Services, tmp_path: Path) -> None:
    _, code, _ = coded(shop)
    path = an_order_with(tmp_path / "a.csv", code)
    (report,) = taken_in(shop, path)
    assert report.batch is not None
    shop.importing.undo(report.batch)
    assert shop.campaigns.codes.check(code).is_good
    taken_in(shop, path)
    assert uses(shop) == 1


def test_a_code_that_an_undo_frees_goes_to_the_receipt_that_was_refused_it(
    shop: Services, tmp_path: Path
) -> None:
    _, code, _ = coded(shop)
    (first,) = taken_in(shop, an_order_with(tmp_path / "a.csv", code))
    taken_in(shop, an_order_with(tmp_path / "b.csv", code, day="2026-05-06"))
    assert first.batch is not None
    shop.importing.undo(first.batch)
    row = shop.campaigns.codes.of_campaign(1)[0]
    assert (row.used, row.refused, row.last_on) == (1, 0, date(2026, 5, 6))


def test_a_code_noted_at_the_counter_is_not_used_again_by_its_receipt(
    shop: Services, tmp_path: Path
) -> None:
    _, code, _ = coded(shop)
    shop.campaigns.codes.use(UseCode(code))
    day = NOW.date().isoformat()
    (report,) = taken_in(shop, an_order_with(tmp_path / "a.csv", code, day=day))
    assert (report.problems, uses(shop)) == (0, 1)
    (later,) = taken_in(shop, an_order_with(tmp_path / "b.csv", code, day=day))
    assert later.problems == 1


def test_trying_an_import_uses_nothing(shop: Services, tmp_path: Path) -> None:
    _, code, _ = coded(shop)
    path = an_order_with(tmp_path / "a.csv", code, code)
    (report,) = taken_in(shop, path, dry_run=True)
    assert (report.problems, uses(shop)) == (1, 0)


def test_a_receipt_that_is_voided_gives_its_code_back(shop: Services, tmp_path: Path) -> None:
    _, code, _ = coded(shop)
    rows = [one | {"Discount Code": code} for one in an_order("1001")]
    taken_in(shop, an_export(tmp_path / "a.csv", rows, columns=ORDERS))
    assert uses(shop) == 1
    voided = [one | {"Financial Status": "voided"} for one in rows]
    taken_in(shop, an_export(tmp_path / "b.csv", voided, columns=ORDERS))
    assert uses(shop) == 0


def test_a_launch_taken_back_forgets_its_codes_unless_one_was_shown_or_listed(
    shop: Services, tmp_path: Path
) -> None:
    campaign, code, _ = coded(shop)
    shop.campaigns.drafts.take_back(campaign)
    assert not shop.campaigns.codes.check(code).is_known
    campaign, code, _ = coded(shop)
    use = shop.campaigns.codes.use(UseCode(code)).value.use
    shop.campaigns.codes.take_back(use)
    with pytest.raises(UserError, match="has left the shop"):
        shop.campaigns.drafts.take_back(campaign)
    campaign, _, _ = coded(shop)
    assert shop.campaigns.codes.print_sheet(campaign, tmp_path / "codes.pdf").value == 1
    with pytest.raises(UserError, match="has left the shop"):
        shop.campaigns.drafts.take_back(campaign)
