"""Every number that stands as a figure on any screen leads to its rows, in the real window.

The walk goes to every state of the window that is photographed, so a new screen joins it
with its picture.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from retailcrm.core.rows import RowsRef
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.opening import Opening
from retailcrm.ui.kit.tile import FigureTile
from retailcrm.ui.screens.counter.code_page import CodePage
from retailcrm.ui.screens.counter.pages import HomePage, ToldPage
from retailcrm.ui.screens.customers.points_card import PointsCard
from retailcrm.ui.screens.receipts.view import ReceiptsScreen
from retailcrm.ui.shell import Shell
from retailcrm.ui.trial import settle
from retailcrm.wiring import Services
from tests.demo_books import EVENING, opened
from tests.e2e.adding_up import made_from
from tests.ui.at_work import window_over
from tools import demo_campaigns
from tools.pictures import BOOKS, PICTURES, Picture

FIGURES = {"figure", "number", "huge"}
BARE = re.compile(r"[+−-]?\W?[\d.,]+\s?(?:%|points?|USD|times)?")
A_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
A_CARD = re.compile(r"\d{7,}")
#: They read out what a card or a code says, or stand on the page of the very rows that make them.
SAYS_ALOUD = (CodePage, ToldPage, HomePage, PointsCard, ReceiptsScreen)
#: What the owner entered line by line; the sum stands above its lines.
ENTERED = "Costs"
#: Smaller than a figure: where an axis begins and ends, what a figure beside it is worth.
SMALL = {"caption", "strong-caption"}
SEEN = tuple(one for one in PICTURES if one.shop == BOOKS)


class Recorder:
    """Writes down where figures lead instead of going there."""

    def __init__(self) -> None:
        self.went: list[RowsRef | None] | None = None

    def around(self, really: Any, at: int) -> Any:
        def go(shell: Shell, *told: Any) -> None:
            if self.went is None:
                really(shell, *told)
            else:
                self.went.append(told[at] if len(told) > at else None)

        return go


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    made = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shell, "open_rows", made.around(Shell.open_rows, 0))
        patch.setattr(Shell, "open_screen", made.around(Shell.open_screen, 1))
        yield made


@pytest.fixture(scope="module")
def books(demo_books: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("mute")
    with opened(demo_books, folder) as shop:
        demo_campaigns.fill(shop, folder)
        yield shop


@pytest.fixture(scope="module")
def window(
    qapp: Any, theme: Any, books: Services, recorder: Recorder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shell]:  # fmt: skip
    folder = tmp_path_factory.mktemp("preferences")
    with window_over(books, qapp, folder, lambda: EVENING) as made:
        made.resize(1366, 768)
        yield made


def figures_on(shell: Shell) -> list[QWidget]:
    """List what stands as a figure on the page that is seen."""
    found: list[QWidget] = [one for one in shell.findChildren(FigureTile) if one.isVisible()]
    labels = [one for one in shell.findChildren(QLabel) if one.isVisible()]
    found += [one for one in labels if _is_figure(one) or _opens(one)]
    for button in shell.findChildren(Button):
        is_number = button._kind in FIGURES and bool(re.search(r"\d", button.text()))
        if button.isVisible() and button.isEnabled() and is_number:
            found.append(button)
    return found


def _opens(label: QLabel) -> bool:
    return isinstance(label, Opening) and label.rows is not None


def _is_figure(label: QLabel) -> bool:
    said = label.accessibleName() if label.text().startswith("<") else label.text()
    role = label.property("role")
    no_figure = A_DAY.fullmatch(said) or A_CARD.fullmatch(said) or not re.search(r"\d", said)
    if role in SMALL or no_figure or _was_entered(label):
        return False
    if any(_inside(label, kind) for kind in (*SAYS_ALOUD, FigureTile)):
        return False
    return role in FIGURES or BARE.fullmatch(said) is not None


def _inside(label: QWidget, kind: type[QWidget]) -> QWidget | None:
    above = label.parentWidget()
    while above is not None and not isinstance(above, kind):
        above = above.parentWidget()
    return above


def _was_entered(label: QWidget) -> bool:
    card = _inside(label, Card)
    return isinstance(card, Card) and card.title.text().startswith(ENTERED)


def led_to(figure: QWidget, recorder: Recorder) -> RowsRef | None:
    """Use a figure as a person does, and give the rows that it leads to."""
    recorder.went = []
    try:
        if isinstance(figure, Opening):
            if figure.rows is not None:
                figure.opened.emit(figure.rows)
        elif isinstance(figure, FigureTile):
            figure.opened.emit()
        elif isinstance(figure, Button):
            figure.click()
        return recorder.went[0] if recorder.went else None
    finally:
        recorder.went = None


def name_of(figure: Any) -> str:
    return str(figure.accessibleName() or figure.text())


@pytest.mark.parametrize("picture", SEEN, ids=lambda one: one.name)
def test_every_figure_that_is_seen_leads_to_its_rows(
    window: Shell, recorder: Recorder, books: Services, picture: Picture
) -> None:
    picture.go(window)
    settle(window)
    there = {name_of(one): led_to(one, recorder) for one in figures_on(window)}
    assert [name for name, rows in there.items() if rows is None] == []
    for rows in there.values():
        if rows is not None and rows.kind in {"customers", "receipts"} and not rows.get("customer"):
            made_from(books, rows)
    window.act("back")


def test_the_walk_finds_figures_where_they_stand(window: Shell) -> None:
    for name, least in (("today", 10), ("counter", 4), ("insights", 4), ("campaign-new", 4)):
        next(one for one in SEEN if one.name == name).go(window)
        settle(window)
        assert len(figures_on(window)) >= least, name
        window.act("back")


def test_a_figure_without_rows_is_found(qtbot: Any, theme: Any) -> None:
    label = QLabel("1,840")
    qtbot.addWidget(label)
    label.setProperty("role", "number")
    assert _is_figure(label)
    assert led_to(label, Recorder()) is None
    for words in ("6 Nov 2024", "1783242082", "Most Valuable"):
        label.setText(words)
        assert not _is_figure(label)
