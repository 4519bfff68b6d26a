"""The Moments tab: taught when empty, looked at before it is switched on, lists by one key."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from retailcrm.core.days import day_number
from retailcrm.core.rows import rows
from retailcrm.services.moment_rows import MomentWish
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.moments import MomentsPresenter
from retailcrm.ui.screens.campaigns.moments_page import MomentsPage
from retailcrm.ui.screens.campaigns.moments_state import MomentsState
from retailcrm.ui.trial import settle
from retailcrm.ui.work import InlineJobs
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, a_sale, an_export, taken_in
from tests.new_books import new_shop
from tests.ui.at_work import window_over

MORNING = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class Seen:
    """A view that only remembers."""

    def __init__(self) -> None:
        self.states: list[MomentsState] = []
        self.said: list[str] = []

    def show_state(self, state: MomentsState) -> None:
        self.states.append(state)

    def tell(self, text: str, _kind: str = "news") -> None:
        self.said.append(text)

    def last(self) -> MomentsState:
        return self.states[-1]


@pytest.fixture
def shop(tmp_path: Path):
    services = new_shop(tmp_path / "shop.db", lambda: MORNING)
    people = [
        a_person(f"B{one}", f"Ana{one}", "Lima", email=f"ana{one}@example.org", mails="Subscribed")
        for one in range(1, 5)
    ]
    sales = [
        a_sale(str(one), day="2026-11-01", buyer=f"B{one}", named=f"Ana{one} Lima")
        for one in range(1, 5)
    ]
    taken_in(
        services,
        a_directory(tmp_path / "people.csv", *people),
        an_export(tmp_path / "sales.csv", *sales),
    )
    yield services
    services.close()


def moments(shop: Services) -> tuple[MomentsPresenter, Seen]:
    seen = Seen()
    presenter = MomentsPresenter(seen, lambda: shop, InlineJobs())
    presenter.refresh()
    return presenter, seen


def welcomed(shop: Services) -> int:
    triggers = shop.campaigns.triggers
    made = triggers.ready_made()[0]
    number = triggers.add(MomentWish(made.title, made.moment, held_back=0)).value.id
    triggers.start(number, date(2026, 11, 1))
    return number


def test_a_shop_without_moments_is_taught_what_they_are(shop):
    _, seen = moments(shop)
    assert seen.last().is_empty
    assert len(seen.last().offers) == 8
    assert all(one.why and one.when for one in seen.last().offers)
    assert seen.last().due_title == "Nothing is due today"
    assert not seen.last().can_make


def test_a_ready_made_moment_is_looked_at_before_it_is_switched_on(shop):
    presenter, seen = moments(shop)
    presenter.set_up("welcome")
    shown = seen.last().open
    assert shown is not None
    assert (shown.id, shown.facts) == (0, ())
    presenter.keep(shown.typed, switch_on=False)
    shown = seen.last().open
    assert shown
    facts = {one.words: one.value for one in shown.facts}
    assert facts["had their day before the start and are left in peace"] == "4"
    assert facts["hear of you today"] == "0"
    assert not shown.is_on
    presenter.keep(shown.typed, switch_on=True)
    shown = seen.last().open
    assert shown is not None
    assert shown.is_on
    presenter.close()
    assert [(one.name, one.state) for one in seen.last().moments] == [("Welcome", "On since 2 Nov")]


def test_what_cannot_be_read_is_said_beside_the_fields_and_nothing_is_kept(shop):
    presenter, seen = moments(shop)
    presenter.set_up("birthday")
    shown = seen.last().open
    assert shown is not None
    for changed in ({"late": "soon"}, {"control": "ten"}, {"name": " "}, {"control": "100"}):
        typed = type(shown.typed)(**{
            **{name: getattr(shown.typed, name) for name in shown.typed.__slots__}, **changed
        })  # fmt: skip
        presenter.keep(typed, switch_on=True)
        assert seen.last().wrong
    assert shop.campaigns.triggers.moments() == ()


def test_the_lists_of_the_day_are_made_with_one_key_and_then_stand_there(shop, tmp_path):
    welcomed(shop)
    presenter, seen = moments(shop)
    assert seen.last().due_title == "4 welcome e-mails are ready to send"
    assert seen.last().can_make
    presenter.choose_service("mailchimp")
    presenter.make_lists(tmp_path / "out")
    assert seen.said == ["4 people are in one file."]
    assert any("mailchimp" in one.name for one in (tmp_path / "out").iterdir())
    assert seen.last().due_title == "Today\N{RIGHT SINGLE QUOTATION MARK}s lists are made"
    assert not seen.last().can_make
    assert "mailchimp" in seen.last().due[0].why


def test_a_moment_is_switched_off_and_a_draft_thrown_away(shop):
    number = welcomed(shop)
    presenter, seen = moments(shop)
    presenter.open(number)
    presenter.switch_off()
    shown = seen.last().open
    assert shown is not None
    assert (shown.is_on, shown.was_on) == (False, True)
    presenter.set_up("birthday")
    shown = seen.last().open
    assert shown is not None
    presenter.keep(shown.typed, switch_on=False)
    presenter.drop()
    assert seen.last().open is None
    assert [one.name for one in seen.last().moments] == ["Welcome"]


@pytest.fixture
def window(qapp, theme, shop, tmp_path):
    with window_over(shop, qapp, tmp_path, lambda: MORNING) as made:
        made.open_screen("campaigns", rows("campaigns", tab="moments"))
        settle(made)
        yield made


def button(page: MomentsPage, words: str) -> Button:
    return next(
        one
        for one in page.findChildren(Button)
        if one.accessibleName() == words and one.isVisibleTo(page)
    )


def test_a_birthday_card_is_set_up_and_switched_on_without_the_mouse(qtbot, window, shop):
    page = window.findChild(MomentsPage)
    assert nameless(page) == ()
    set_up = button(page, "Set up: Birthday")
    set_up.setFocus()
    qtbot.keyClick(set_up, Qt.Key.Key_Return)
    settle(window)
    name = next(one for one in page.findChildren(Field) if one.accessibleName() == "Name")
    assert name.hasFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Happy day")
    window.act("go")
    settle(window)
    assert nameless(page) == ()
    assert [one.state for one in shop.campaigns.triggers.moments()] == ["draft"]
    window.act("go")
    settle(window)
    assert [(one.name, one.state) for one in shop.campaigns.triggers.moments()] == [
        ("Happy day", "running")
    ]
    window.act("back")
    settle(window)
    assert any(one.text() == "Your moments" for one in page.findChildren(Text))


def test_the_letter_of_a_card_is_written_before_it_is_switched_on(qtbot, window, shop):
    ready = next(one for one in shop.campaigns.triggers.ready_made() if one.kind == "birthday")
    wish = MomentWish(ready.title, ready.moment, "post", cost=53_000)
    number = shop.campaigns.triggers.add(wish).value.id
    window.open_screen("campaigns", rows("campaigns", tab="moments", id=str(number)))
    settle(window)
    page = window.findChild(MomentsPage)
    cost = next(one for one in page.findChildren(Field) if one.accessibleName() == "A piece costs")
    assert cost.text() == "0.53"
    letter = button(page, "Letters and labels")
    letter.setFocus()
    qtbot.keyClick(letter, Qt.Key.Key_Return)
    settle(window)
    said = [one.text() for one in window.findChildren(Text) if one.isVisible()]
    assert "Its letters are printed on the days on which it falls due" in said
    window.act("save")
    settle(window)
    assert "The letter is kept." in window._frame.messages.text
    window.act("back")
    settle(window)
    assert page.isVisible()
    assert button(page, "Letters and labels").isVisible()


def test_quiet_days_are_typed_and_closed_seasons_are_kept_by_themselves(qtbot, window, shop):
    welcomed(shop)
    page = window.findChild(MomentsPage)
    page.grow_old()
    page.look()
    settle(window)
    quiet = next(one for one in page.findChildren(Field) if one.accessibleName() == "Quiet days")
    quiet.setFocus()
    qtbot.keyClicks(quiet, "2026-12-24 to 2026-12-26")
    keep = button(page, "Keep how often you speak")
    keep.setFocus()
    qtbot.keyClick(keep, Qt.Key.Key_Return)
    settle(window)
    kept = shop.campaigns.triggers.manners()
    assert kept.is_quiet(day_number(date(2026, 12, 25)))
    assert not kept.is_quiet(day_number(date(2026, 12, 27)))
    assert not kept.in_seasons


def test_the_lists_are_made_by_key_from_the_window(
    qtbot, window, shop, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    welcomed(shop)
    page = window.findChild(MomentsPage)
    page.grow_old()
    page.look()
    settle(window)
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    window.act("go")
    settle(window)
    settle(window)
    assert sum("welcome" in one.name for one in out.iterdir()) >= 1
    assert shop.campaigns.triggers.due().ready == 0
