"""Buttons, messages, forms and the drop area."""

import gc
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
    QWidgetItem,
)
from shiboken6 import isValid

from retailcrm.ui.kit.accessibility import duplicate_shortcuts, nameless, tab_order
from retailcrm.ui.kit.buttons import Button, Choice, press
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.chips import Chip
from retailcrm.ui.kit.drop import DropArea
from retailcrm.ui.kit.form import Field, Form, Picker, Tick
from retailcrm.ui.kit.layout import Holder, LeastHigh, clear, column, scrolled
from retailcrm.ui.kit.messages import EmptyState, MessageBar, ProgressLine
from retailcrm.ui.kit.text import Phrase, Text
from retailcrm.ui.window.keys import bind_keys

KINDS = ("primary", "outlined", "quiet", "still", "plain", "figure")


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_is_wide_enough_for_its_text_and_key(qtbot, kind):
    button = Button("Import 5,928 receipts", kind, key="Ctrl+Enter")
    bare = Button("Import", kind)
    for one in (button, bare):
        qtbot.addWidget(one)
    words = button.fontMetrics().horizontalAdvance("Ctrl+Enter")
    assert button.sizeHint().width() > bare.sizeHint().width() + words
    assert button.accessibleName() == "Import 5,928 receipts"
    assert button.accessibleDescription() == "Ctrl+Enter"


def test_only_a_button_that_can_be_clicked_answers_its_key(qtbot):
    clicks: list[int] = []
    button = Button("Go", on_click=lambda: clicks.append(1))
    qtbot.addWidget(button)
    assert not press(button)
    button.show()
    button.setEnabled(False)
    assert not press(button)
    button.setEnabled(True)
    assert press(button)
    assert clicks == [1]


def test_a_choice_tells_what_was_picked_but_not_what_was_shown(qtbot):
    choice = Choice("Store", ((None, "Both stores"), (1, "Market Street")))
    qtbot.addWidget(choice)
    heard: list[Any] = []
    choice.chosen.connect(heard.append)
    choice.show_options(((None, "Both stores"), (1, "Market Street")), 1)
    assert (choice.text(), choice.value, heard) == ("Market Street", 1, [])
    assert choice.accessibleName() == "Store: Market Street"
    choice._pick(None)
    choice._pick(None)
    assert heard == [None]


def test_a_customers_name_is_never_read_as_markup(qtbot):
    text, phrase = Text("<b>Bobby</b>"), Phrase((("<img src=x>", True), (" & Sons", False)))
    for one in (text, phrase):
        qtbot.addWidget(one)
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;img" in phrase.text()
    assert phrase.accessibleName() == "<img src=x> & Sons"


def test_news_goes_by_itself_but_trouble_and_offers_stay(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    done: list[int] = []
    bar.tell("Saved.")
    assert bar._goes.isActive()
    bar.tell("The disk is full.", "error")
    assert not bar._goes.isActive()
    bar.tell("12 receipts are in.", "news", ("Take back", lambda: done.append(1)))
    assert not bar._goes.isActive()
    bar._button.click()
    assert done == [1]
    assert bar.isHidden()


def test_a_progress_line_shows_a_share_and_then_rests(qtbot, theme):
    line = ProgressLine()
    qtbot.addWidget(line)
    line.setFixedSize(200, 2)
    resting = line.grab().toImage()
    line.show_share(0.5)
    half = line.grab().toImage()
    assert half.pixelColor(50, 0) != half.pixelColor(150, 0)
    line.rest()
    assert line.grab().toImage() == resting


def test_a_label_names_its_field_and_a_wrong_field_says_why(qtbot):
    form, field = Form(), Field()
    qtbot.addWidget(form)
    form.add("Assumed margin, %", field, "Used where cost is unknown.")
    form.show()
    assert nameless(form) == ()
    assert field.accessibleDescription() == "Used where cost is unknown."
    field.show_wrong("Type a percentage.")
    assert (field.property("wrong"), field.toolTip()) == (True, "Type a percentage.")
    field.show_wrong("")
    assert field.property("wrong") is False


def test_a_picker_is_set_silently_and_the_wheel_never_changes_it(qtbot):
    picker = Picker("Country", (("", "–"), ("DE", "Germany"), ("US", "United States")))
    qtbot.addWidget(picker)
    heard: list[int] = []
    picker.currentIndexChanged.connect(heard.append)
    picker.choose("DE")
    assert (picker.value, heard) == ("DE", [])
    down = QPoint(0, -120)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picker, wheel)
    assert (picker.value, heard) == ("DE", [])


def test_a_tick_is_toggled_by_its_words_too(qtbot):
    tick = Tick("Only members")
    qtbot.addWidget(tick)
    tick.resize(200, 24)
    before = tick.grab().toImage()
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert tick.isChecked()
    assert tick.grab().toImage() != before


def test_files_dropped_or_offered_reach_the_screen_and_links_do_not(qtbot, tmp_path):
    area = DropArea("Drop a till export here", "Square, Shopify and more.")
    qtbot.addWidget(area)
    heard: list[tuple[Path, ...]] = []
    area.files_dropped.connect(heard.append)
    file = tmp_path / "items.csv"
    for url in (QUrl.fromLocalFile(str(file)), QUrl("https://example.com/items.csv")):
        mime = QMimeData()
        mime.setUrls([url])
        drop = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        area.dropEvent(drop)
    assert heard == [(file,)]


def test_a_card_takes_its_title_from_the_data(qtbot):
    card = Card("Sales by month", "thousand USD").add(Text("body"))
    qtbot.addWidget(card)
    card.show_title("Sales rose for six months", "")
    assert card.title.text() == "Sales rose for six months"
    assert card.accessibleName() == "Sales rose for six months"
    assert card.caption.isHidden()


def test_an_empty_state_says_what_why_and_one_step(qtbot):
    step = Button("Open the demo shop", "primary")
    state = EmptyState("Here are your customers", "Import a file first.", step)
    qtbot.addWidget(state)
    state.resize(600, 300)
    state.show()
    words = [label.text() for label in state.findChildren(QLabel)]
    assert words == ["Here are your customers", "Import a file first."]
    assert step.isVisible()


def test_an_empty_chip_takes_no_room(qtbot):
    chip = Chip("At risk", "warn")
    qtbot.addWidget(chip)
    chip.show_text("")
    assert chip.isHidden()


def test_clearing_a_layout_takes_nested_parts_away(qtbot):
    holder, inner = QWidget(), Text("inside")
    qtbot.addWidget(holder)
    layout = column(column(inner))
    holder.setLayout(layout)
    clear(layout)
    assert layout.count() == 0
    assert inner.isHidden()


def test_the_walk_finds_a_field_without_a_name_and_a_key_used_twice(qtbot):
    window, field = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    window.setLayout(column(field, QPushButton("Named by its text")))
    window.show()
    assert nameless(window) == (field,)
    field.setAccessibleName("Search")
    assert nameless(window) == ()
    bind_keys(window, print, print)
    assert duplicate_shortcuts(window) == ()
    bind_keys(window, print, print)
    assert "Ctrl+K" in duplicate_shortcuts(window)


@pytest.mark.parametrize("holder", [LeastHigh, Holder])
def test_the_tab_key_follows_the_layout_of_a_page_that_scrolls(qtbot, theme, holder):
    later, sooner = Field("later"), Field("sooner")  # made in the other order
    inner = QWidget()
    inner.setLayout(column(sooner, later))
    page = QWidget()
    page.setLayout(column(scrolled(holder(inner))))
    qtbot.addWidget(page)
    assert [one.accessibleName() for one in tab_order(page)] == ["sooner", "later"]


def test_a_row_of_a_form_that_does_not_apply_leaves_no_gap(qtbot, theme):
    form = Form()
    first, second, third = Field(), Field(), Field()
    for name, field in (("First", first), ("Second", second), ("Third", third)):
        form.add(name, field)
    page = QWidget()
    page.setLayout(column(form, None))
    qtbot.addWidget(page)
    page.show()
    step = second.y() - first.y()
    form.show_row(second, shown=False)
    qtbot.waitUntil(lambda: third.y() - first.y() == step, timeout=5_000)
    form.show_row(second, shown=True)
    qtbot.waitUntil(lambda: third.y() - first.y() == 2 * step, timeout=5_000)
    assert second.isVisible()


def test_the_way_of_the_tab_key_leaves_nothing_behind_that_qt_may_free(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    fields = [Field(str(number)) for number in range(3)]
    inside = column(*fields)
    holder.setLayout(inside)
    assert tab_order(holder) == tuple(fields)
    fields[1].setParent(None)
    items = [one for one in gc.get_objects() if type(one) is QWidgetItem]
    kept = [one for one in items if isValid(one) and one.widget() in fields]
    assert kept == []
    assert tab_order(holder) == (fields[0], fields[2])
