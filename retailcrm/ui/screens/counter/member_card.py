"""The member in front, to be read standing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from retailcrm.core.definitions import meaning_of
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.loyalty.program import Program
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.chips import Chip
from retailcrm.ui.kit.icons import GROUP_TOKENS
from retailcrm.ui.kit.layout import clear, column, line, row
from retailcrm.ui.kit.opening import OpenPhrase, OpenText
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.counter.behind import rows_behind
from retailcrm.ui.screens.counter.goal_bar import GoalBar
from retailcrm.ui.screens.counter.member_words import (
    Line,
    goal_of,
    lines_of,
    points_word,
    worth,
)
from retailcrm.ui.screens.counter.sentence import Sentence
from retailcrm.ui.screens.counter.state import Member, More

_WIDE = 600  # narrower cards have no room for the group beside the tier


@dataclass(frozen=True, slots=True)
class Behind:
    """Leads from the figures of a member to their rows.

    Attributes:
        opens: shows rows.
        today: tells the day.
        is_allowed: whether the person may look at more than the member in front.
    """

    opens: Callable[[RowsRef], object]
    today: Callable[[], date]
    is_allowed: bool = True

    def figures(self, member: Member) -> Mapping[str, RowsRef]:
        """Give the rows behind each figure of a member."""
        return rows_behind(member, self.today()) if self.is_allowed else {}


class MemberCard(QFrame):
    """Name and points largest; below them the way to the next reward, and what to know.

    Args:
        on_note: adds a note.
        on_program: goes to where a program is made.
        behind: shows the rows behind figures.
    """

    def __init__(
        self, on_note: Callable[[], object], on_program: Callable[[], object], behind: Behind
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._name = OneLine("", "huge")
        self._behind = behind
        self._points, self._points_word = OpenText("", "huge"), Text("", "spoken")
        self._worth = OpenPhrase(role="spoken")
        for part in (self._points, self._worth):
            part.opened.connect(behind.opens)
        self._no_program = Button(say("No points program yet"), "quiet", on_click=on_program)
        self._since = OneLine("", "verdict", "muted")
        self._chips = row(gap=12)
        self._on_note = on_note
        self._said: tuple[tuple[Line, ...], tuple[RowsRef | None, ...]] = ((), ())
        self._chips_shown: tuple[tuple[str, str, str], ...] = ()
        self._sentences: list[Sentence] = []
        self._lines: QVBoxLayout = column(gap=8)
        whole = column(self._head(), 4, self._marks(), 8, self._make_goal(), line(), gap=8)
        whole.addLayout(self._lines)
        whole.setContentsMargins(24, 18, 24, 16)
        self.setLayout(whole)

    def show_member(
        self, member: Member, more: More | None, program: Program | None, figures: Figures
    ) -> None:
        """Show who stands in front."""
        self._name.show_text(member.name or say("Customer without a name"))
        self.setAccessibleName(self._name.text())
        told = self._behind.figures(member)
        self._show_points(member, figures, told)
        self._show_chips(member, more)
        is_full = member.is_birthday or more is None
        since = "" if is_full or more is None else _since(more, figures)
        card = say("card {number}", number=member.card) if member.card else say("without a card")
        self._since.show_text(" · ".join(one for one in (card, since) if one))
        goal = None if member.account is None else goal_of(member.account, program, figures)
        self._goal.setVisible(goal is not None)
        if goal is not None:
            self._far.show_runs(((goal.far, True), (f" {goal.what}", False)))
            self._far.show_rows(told.get(goal.key))
            self._goal.setToolTip(meaning_of(goal.key))
            self._beside.show_text(goal.beside)
            self._bar.show_share(goal.share)
            self._low.show_text(goal.low)
            self._high.show_text(goal.high)
        self._show_lines(lines_of(member, figures), told)

    def fit(self, room: int) -> None:
        """Show as many sentences as fit into so many pixels, the first ones first."""
        wide = self.width() - 48
        left = room - self._above()
        for one in self._sentences[: len(self._said[0])]:
            left -= one.height_in(wide) + self._lines.spacing()
            if one.isHidden() is (left >= 0):
                one.setVisible(left >= 0)

    def _above(self) -> int:
        """Give the height of everything above the sentences."""
        goal = self._goal.sizeHint().height() + 8 if not self._goal.isHidden() else 0
        return 18 + 52 + 30 + 1 + 16 + 44 + goal

    def _head(self) -> QWidget:
        holder = QWidget()
        baseline = Qt.AlignmentFlag.AlignBottom
        inside = row(self._name, gap=8)
        inside.setStretch(0, 1)
        inside.addWidget(self._points, 0, baseline)
        inside.addWidget(self._points_word, 0, baseline)
        inside.addWidget(self._no_program, 0, Qt.AlignmentFlag.AlignVCenter)
        self._points_word.setContentsMargins(0, 0, 0, 7)
        holder.setLayout(inside)
        holder.setFixedHeight(52)
        return holder

    def _marks(self) -> QWidget:
        holder = QWidget()
        inside = row(self._chips, self._since, self._worth, gap=12)
        inside.setStretch(1, 1)
        holder.setLayout(inside)
        holder.setFixedHeight(30)
        return holder

    def _make_goal(self) -> QWidget:
        self._far = OpenPhrase(role="verdict")
        self._far.opened.connect(self._behind.opens)
        self._beside = Text("", "verdict", "muted")
        self._bar = GoalBar()
        self._low, self._high = Text("", "caption", "muted"), Text("", "caption", "muted")
        self._goal = QWidget()
        above = row(self._far, None, self._beside)
        below = row(self._low, None, self._high)
        self._goal.setLayout(column(above, self._bar, below, gap=6))
        return self._goal

    def _show_points(self, member: Member, figures: Figures, told: Mapping[str, RowsRef]) -> None:
        account = member.account
        for part in (self._points, self._points_word, self._worth):
            part.setVisible(account is not None)
        self._no_program.setVisible(account is None)
        if account is not None:
            self._points.show_text(figures.count(account.available))
            self._points_word.show_text(points_word(account))
            self._points.setAccessibleName(f"{self._points.text()} {self._points_word.text()}")
            self._points.show_rows(told.get("points.available"))
            self._worth.show_runs(worth(account, figures))
            worth_key = "points.owed" if account.owed else "points.value"
            self._worth.show_rows(told.get(worth_key))
            for part in (self._points, self._points_word):
                part.setToolTip(meaning_of("points.available"))
            self._worth.setToolTip(meaning_of(worth_key))

    def _show_chips(self, member: Member, more: More | None) -> None:
        told = []
        if member.account is not None and member.account.tier:
            told.append((say("{tier} member", tier=member.account.tier), "neutral", ""))
        if more is not None and more.group and self.width() >= _WIDE:
            tone = GROUP_TOKENS.get(more.group, "neutral")
            told.append((group_title(more.group), tone, more.group))
        if member.is_birthday:
            told.append((say("Birthday today"), "accent", ""))
        if tuple(told) != self._chips_shown:
            self._chips_shown = tuple(told)
            clear(self._chips)
            for text, tone, mark in told:
                self._chips.addWidget(Chip(text, tone, mark=mark, large=True))

    def _show_lines(self, lines: tuple[Line, ...], told: Mapping[str, RowsRef]) -> None:
        behind = tuple(told.get(one.behind) for one in lines)
        if (lines, behind) == self._said:
            return
        self._said = lines, behind
        has_note = any(one.icon == "note" for one in lines)
        while len(self._sentences) < len(lines):
            self._sentences.append(Sentence(self._on_note, self._behind.opens))
            self._lines.addWidget(self._sentences[-1])
        for sentence, one, rows in zip(self._sentences, lines, behind, strict=False):
            has_button = one.icon == ("note" if has_note else "calendar")
            sentence.show_line(one, rows, has_button=has_button)
        for spare in self._sentences[len(lines) :]:
            spare.hide()


def _since(more: More, figures: Figures) -> str:
    if more.since is None:
        return ""
    return say("since {day}", day=figures.day_year(more.since))
