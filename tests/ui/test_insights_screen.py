"""The Insights: topics as tabs, each page built when it is first turned to."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from retailcrm.core.errors import UserError
from retailcrm.core.rows import rows
from retailcrm.services.finding import Told, Unit
from retailcrm.ui.kit.accessibility import nameless
from retailcrm.ui.kit.buttons import Button, Choice
from retailcrm.ui.kit.picture.facts import Head, PictureTable, TableLine
from retailcrm.ui.kit.picture.line_table import LineTable
from retailcrm.ui.kit.picture.widget import Picture
from retailcrm.ui.kit.text import Text
from retailcrm.ui.kit.tile import FigureTile
from retailcrm.ui.screens.insights import view as insights
from retailcrm.ui.screens.insights.page import TopicPage, side_by_side
from retailcrm.ui.screens.insights.topic import (
    ChoiceFacts,
    PageFacts,
    ShownFigure,
    TableFacts,
)
from retailcrm.ui.screens.insights.topics import TOPICS, Topic
from tests.ui.people_shop import Desk, PeopleShop, shown
from tests.unit.ui.pictures import EVERY_KIND, EVERYONE, USD, a_picture

TABLE = PictureTable(
    (Head("Postcode"), Head("Customers", Unit.COUNT)),
    (TableLine(("10011", 132.0), EVERYONE), TableLine(("10012", 75.0))),
)


def a_page(**changes: object) -> PageFacts:
    told = {
        "finding": "Half of them come back within 62 days",
        "doubt": "Between 55 and 70 days.",
        "figures": (ShownFigure(Told("back", 0.314, Unit.SHARE, EVERYONE)),),
        "pictures": (a_picture(EVERY_KIND["histogram"]),),
        "tables": (TableFacts("places", "By place", TABLE),),
        "choices": (ChoiceFacts("group", "Group", (("", "Everyone"), ("mv", "Best")), ""),),
        "writes": USD,
        **changes,
    }
    return PageFacts(**told)  # type: ignore[arg-type]


class Reader:
    """Gives a topic's page and writes down what was asked."""

    def __init__(self) -> None:
        self.facts = a_page()
        self.refusal = ""
        self.asked: list[dict[str, str]] = []

    def __call__(self, _services, chosen, _progress) -> PageFacts:
        self.asked.append(dict(chosen))
        if self.refusal:
            raise UserError(self.refusal)
        return self.facts


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def desk(reader, made, monkeypatch):
    def topic(key: str, title: str) -> Topic:
        def make(desk, jobs) -> TopicPage:
            made.append(key)
            return TopicPage(desk, jobs, key, reader)

        return Topic(key, title, make)

    three = (topic("value", "Value"), topic("back", "Coming back"), topic("money", "Money"))
    monkeypatch.setattr(insights, "TOPICS", three)
    desk = Desk(PeopleShop())
    store = SimpleNamespace(data_through=date(2025, 10, 31))
    desk.services.shop = SimpleNamespace(status=lambda: SimpleNamespace(stores=(store,)))
    desk.services.sales = SimpleNamespace(months=lambda: (669,))
    return desk


@pytest.fixture
def screen(qtbot, desk):
    return shown(qtbot, insights.InsightsScreen(desk))


def texts(screen: QWidget) -> list[str]:
    return [one.text() for one in screen.findChildren(Text) if one.isVisibleTo(screen)]


def test_the_first_topic_says_its_finding_its_doubt_and_the_day_it_holds_for(screen):
    shown_now = texts(screen)
    assert "Half of them come back within 62 days" in shown_now
    assert "Between 55 and 70 days." in shown_now
    assert "as of Fri 31 Oct 2025" in shown_now


def test_a_topic_is_built_and_read_when_it_is_first_turned_to(screen, made, reader, qtbot):
    assert made == ["value"]
    qtbot.keyClick(screen._tabs, Qt.Key.Key_Right)
    assert made == ["value", "back"]
    qtbot.keyClick(screen._tabs, Qt.Key.Key_Left)
    assert made == ["value", "back"]
    assert len(reader.asked) == 2, "nothing is read twice while the books are the same"


def test_control_and_tab_turn_topics_from_anywhere_on_the_screen(screen, made, qtbot):
    screen.activateWindow()
    screen._pages["value"].focus_first()
    held, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(screen, Qt.Key.Key_Tab, held)
    assert screen._open == "back"
    qtbot.keyClick(screen, Qt.Key.Key_Backtab, held | shift)
    qtbot.keyClick(screen, Qt.Key.Key_Backtab, held | shift)
    assert screen._open == "money"


def test_changed_books_are_read_again_for_the_topic_that_is_seen_alone(screen, reader, qtbot):
    qtbot.keyClick(screen._tabs, Qt.Key.Key_Right)
    reader.asked.clear()
    screen.refresh()
    assert len(reader.asked) == 1
    qtbot.keyClick(screen._tabs, Qt.Key.Key_Left)
    assert len(reader.asked) == 2


def test_figures_pictures_and_lines_open_their_rows(screen, desk, qtbot):
    qtbot.keyClick(screen.findChild(FigureTile), Qt.Key.Key_Return)
    picture = screen.findChild(Picture)
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Return)
    table = screen.findChild(LineTable)
    table.select(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    table.select(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.went == [EVERYONE, EVERYONE, EVERYONE]


def test_everything_has_a_name(screen):
    assert nameless(screen) == ()


def test_a_choice_reads_the_topic_anew_and_keeps_its_pictures(screen, reader):
    picture = screen.findChild(Picture)
    reader.facts = a_page(pictures=(a_picture(EVERY_KIND["bars"]),))
    screen.findChild(Choice).chosen.emit("mv")
    assert reader.asked[-1] == {"group": "mv"}
    assert screen.findChild(Picture) is picture
    assert [one.tip.split(":")[0] for one in picture.canvas.targets] == ["Aug", "Sep", "Oct"]


def test_a_reference_opens_a_topic_with_its_choices(screen, reader):
    screen.open_rows(rows("insights", topic="money", group="mv"))
    assert screen._open == "money"
    assert reader.asked[-1] == {"group": "mv"}
    screen.open_rows(rows("insights", topic="no such topic"))
    assert screen._open == "money"


def test_too_little_history_is_said_in_place_of_empty_pictures(screen, reader):
    reader.facts = a_page(lacking=("Not enough history yet", "Come back after a month."))
    screen.refresh()
    assert "Not enough history yet" in texts(screen)
    assert not any(one.isVisible() for one in screen.findChildren(Picture))


def test_a_topic_that_cannot_be_read_says_why_and_can_be_tried_again(screen, reader, desk, qtbot):
    reader.refusal = "The books are locked."
    qtbot.keyClick(screen._tabs, Qt.Key.Key_Right)
    assert "The books are locked." in texts(screen)
    reader.refusal = ""
    again = [one for one in screen.findChildren(Button) if one.text() == "Try again"]
    next(one for one in again if one.isVisible()).click()
    assert "Half of them come back within 62 days" in texts(screen)
    reader.refusal = "The books are locked."
    screen.refresh()
    assert desk.told == ["error: The books are locked."]
    assert "Half of them come back within 62 days" in texts(screen), "what was known stays"


def test_an_empty_shop_is_taught_what_will_be_here(qtbot, desk):
    desk.services.sales = SimpleNamespace(months=tuple)
    screen = shown(qtbot, insights.InsightsScreen(desk))
    assert "What your receipts say about your customers will stand here" in texts(screen)
    for words in ("Import a file", "Open the demo shop"):
        found = next(one for one in screen.findChildren(Button) if one.text() == words)
        qtbot.keyClick(found, Qt.Key.Key_Space)
    assert desk.went == ["import", "demo"]


def test_the_save_key_saves_the_picture_that_holds_the_keyboard(screen, monkeypatch, qtbot):
    saved: list[str] = []
    monkeypatch.setattr(Picture, "save", lambda one: saved.append(one.accessibleName()))
    screen._tabs.setFocus()
    assert not screen.act("save")
    screen.findChild(Picture).canvas.setFocus()
    assert screen.act("save")
    assert saved == ["Sales fell in October"]


def test_pictures_stand_in_pairs_unless_one_wants_the_whole_width():
    def named(name: str, **more: object):
        return a_picture(None, **more)

    one, two, wide, three = (
        named("1"), named("2"), named("3", is_wide=True), named("4"),
    )  # fmt: skip
    assert side_by_side((one, two, wide, three)) == [[one, two], [wide], [three]]
    assert side_by_side((one, wide)) == [[one], [wide]]
    assert side_by_side(()) == []


def test_topics_have_keys_and_words_of_their_own():
    assert len({one.key for one in TOPICS}) == len(TOPICS)
    assert len({one.title for one in TOPICS}) == len(TOPICS)
