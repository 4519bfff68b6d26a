"""What the tab At the till says; it accuses nobody."""

from types import SimpleNamespace
from typing import Any

from retailcrm.core.progress import SILENT
from retailcrm.core.rows import rows
from retailcrm.services.finding import Told, Unit
from retailcrm.services.till_watch_rows import CardRow, HandRow, TillWatchTold
from retailcrm.ui.screens.insights import at_the_till
from retailcrm.ui.screens.insights.topic import PageFacts

OCTOBER = 681


def told(value: float, kind: str = "customers", **inputs: str) -> Told:
    return Told("till.receipts", value, Unit.COUNT, rows(kind, **inputs))


CARD = CardRow(
    customer_id=7,
    name="Ana Lima",
    card="7010000140",
    receipts=told(43, "receipts", customer="7"),
    days=16,
    staff=1,
    mainly="Mia",
    by_main=told(43, "receipts", customer="7", cashier="Mia"),
    expected=21.4,
    at_once=0,
    reasons=("one_person",),
)
INES = HandRow(
    actor="Ines",
    entries=told(9, finding="till.entries"),
    given=told(1_800, finding="till.given"),
    taken=0,
    customers=1,
    main="Ana Lima",
    to_main=1_800,
    used_soon=told(2, finding="till.soon"),
    reasons=("many", "one_card", "soon"),
)
ADA = HandRow(
    "Ada", told(1), told(20), taken=0, customers=1, main="Bo", to_main=20, used_soon=told(0),
    reasons=(),
)  # fmt: skip


def shown(
    cards: tuple[CardRow, ...] = (), people: tuple[HandRow, ...] = (), **facts: bool
) -> PageFacts:
    found = TillWatchTold(
        OCTOBER,
        (OCTOBER, OCTOBER - 1),
        told(166),
        told(float(len(cards))),
        cards,
        people,
        names_staff=facts.get("names_staff", True),
        tells_time=facts.get("tells_time", True),
        has_cards=facts.get("has_cards", True),
    )
    asked: list[int | None] = []

    def look(month: int | None) -> TillWatchTold:
        asked.append(month)
        return found

    page = at_the_till.read(services(look), {"month": "681"}, SILENT)
    assert asked == [OCTOBER]
    return page


def services(look: Any) -> Any:
    shop = SimpleNamespace(settings=lambda: SimpleNamespace(currency="USD"))
    return SimpleNamespace(
        shop=shop, insights=SimpleNamespace(till_watch=SimpleNamespace(look=look))
    )


def test_a_quiet_month_is_one_sentence_without_a_table() -> None:
    page = shown()
    assert page.finding == "Nothing stands out"
    assert page.tables == ()
    assert page.doubt.startswith("Looked at in October 2026")


def test_points_booked_by_hand_are_listed_even_where_nothing_stands_out() -> None:
    page = shown(people=(ADA,))
    assert page.finding == "Nothing stands out"
    assert [one.name for one in page.tables] == ["points_by_hand"]


def test_what_stands_out_is_worth_a_look_and_may_have_a_good_reason() -> None:
    page = shown((CARD,), (INES, ADA))
    assert page.finding == "Worth a look in October 2026: one card and entries of one person"
    assert "good reason" in page.doubt
    said = f"{page.finding} {page.doubt} " + " ".join(
        f"{table.title} {table.caption}" for table in page.tables
    )
    for word in ("fraud", "theft", "steal", "suspect", "cheat"):
        assert word not in said.lower()


def test_a_card_in_one_persons_hands_opens_the_receipts_of_that_person() -> None:
    (table,) = shown((CARD,)).tables
    (line,) = table.table.lines
    assert line.rows is not None
    assert line.rows.get("cashier") == "Mia"
    assert line.cells[-1] == "by chance it would be 21"


def test_each_person_who_stands_out_is_explained_in_a_sentence() -> None:
    (table,) = shown((), (INES, ADA)).tables
    assert (
        "Ines: several times as many entries as others, nearly all to Ana Lima and 2 times used "
        "within the hour." in table.caption
    )
    assert "Ada:" not in table.caption


def test_what_the_till_does_not_tell_is_said_to_be_left_out() -> None:
    page = shown(names_staff=False, tells_time=False)
    assert "does not say who served" in page.doubt
    assert "does not say the time of day" in page.doubt
    looked_at = page.doubt.split(".")[0]
    assert looked_at.endswith(": cards used many times a day and points given by hand")


def test_a_shop_without_cards_counts_no_cards() -> None:
    page = shown(has_cards=False, names_staff=False)
    assert page.figures == ()
    assert page.doubt == (
        "Looked at in October 2026: points given by hand. "
        "Nobody has a card of yours, so there is no use of cards to look at."
    )


def test_an_empty_shop_has_a_sentence_in_place_of_the_page() -> None:
    empty = TillWatchTold(
        None, (), None, None, (), (), names_staff=False, tells_time=False,
        why_empty="There are no receipts yet.",
    )  # fmt: skip
    page = at_the_till.read(services(lambda _month: empty), {}, SILENT)
    assert page.lacking == ("Nothing to look at yet", "There are no receipts yet.")
