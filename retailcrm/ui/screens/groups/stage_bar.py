"""The stages of absence as one bar, each with its rule in words."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import stage_rule, stage_title
from retailcrm.core.words import say
from retailcrm.services.grouping import StageRow
from retailcrm.ui.kit.bars import BarPart, StackedBar
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.theme import colour

_FILLS = {
    "active": ("heat1", "ink"),
    "been_a_while": ("heat2", "ink"),
    "mia": ("heat3", "ink"),
    "dead": ("bz", "on_group"),
    "new": ("heat0", "ink"),
}


class StageBar(QWidget):
    """Cuts all customers into their stages.

    Signals:
        stage_chosen: the `StageRow` that was clicked or entered.
    """

    stage_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._stages: tuple[StageRow, ...] = ()
        self._bar = StackedBar(say("Stages of absence"))
        self._bar.part_opened.connect(lambda at: self.stage_chosen.emit(self._stages[at]))
        self._legend: QHBoxLayout = row(gap=8)
        self.setLayout(column(self._bar, self._legend, gap=8))
        self.setFocusProxy(self._bar)

    def show_stages(self, stages: tuple[StageRow, ...], figures: Figures) -> None:
        """Show these stages, leaving out those nobody is in."""
        self._stages = tuple(stage for stage in stages if stage.customers)
        self._bar.show_parts([_part(stage, figures) for stage in self._stages])
        clear(self._legend)
        for stage in self._stages:
            fill = _FILLS.get(stage.key, ("bz", "on_group"))[0]
            title = Text(stage_title(stage.key), "strong-caption")
            rule = Text(stage_rule(stage.key), "caption", "muted", wrap=True)
            words = column(title, rule, None, gap=0)
            entry = row(column(_Swatch(fill), None), words, gap=6)
            # Room by the length of the words, so that all of them break into as few lines.
            self._legend.addLayout(entry, len(rule.text()))


def _part(stage: StageRow, figures: Figures) -> BarPart:
    fill, ink = _FILLS.get(stage.key, ("bz", "on_group"))
    count = figures.count(stage.customers)
    tip = say(
        "{stage}: {n}, {share}",
        stage=stage_title(stage.key),
        n=count,
        share=figures.percent(stage.share),
    )
    return BarPart(stage.customers, count, fill, ink, tip)


class _Swatch(QWidget):
    """The colour of a part beside its words."""

    def __init__(self, fill: str) -> None:
        super().__init__()
        self._fill = fill
        self.setFixedSize(10, 16)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(colour("border2"), 1))
        painter.setBrush(colour(self._fill))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawRect(QRectF(0, 4, 8, 8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
