"""A campaign that was launched: who takes part, its files, its costs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from retailcrm.campaigns.offers import offer_title
from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.campaign_people import arm_letter
from retailcrm.services.campaign_preview import THOUSANDTHS, cost_title
from retailcrm.services.campaign_rows import (
    COST_KINDS,
    CampaignDetail,
    CostLine,
    Kind,
    State,
)
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Picker, Tick
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.campaigns.draft_form import cost_line
from retailcrm.ui.screens.campaigns.running import CampaignsPresenter, OneState
from retailcrm.ui.screens.settings.scrolling import scrolled_page

EVERY = 0  # of the picker of arms


class RunningPage(QWidget):
    """Shows a launched campaign.

    Signals:
        rows_opened: a `RowsRef` of the people behind a count.
        files_requested: a folder shall be asked for, and the files written there.
    """

    rows_opened = Signal(object)
    files_requested = Signal()

    def __init__(self, presenter: CampaignsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._people = Card(say("Who takes part"))
        self._arms = column(gap=4)
        self._people.add(self._arms)
        self._out = Card(say("Nobody was left out"))
        self._reasons = column(gap=2)
        self._out.add(self._reasons)
        self._service, self._arm = Picker(say("Written for")), Picker(say("Which of them"))
        self._service.setMinimumWidth(200)
        self._arm.setMinimumWidth(170)
        self._write = Button(say("Write the file"), on_click=self.files_requested.emit)
        self._files = Card(
            say("Files that leave the shop"),
            say("Nobody who is left alone is in them, nor anybody who said no in the meantime."),
        )
        self._written = Text("", "body", "muted", wrap=True)
        self._files.add(row(self._service, self._arm, self._write, None), self._written)
        self._make_costs()
        self._make_day()
        left = column(self._people, self._files, None, gap=12)
        right = column(self._day, self._out, self._costs, None, gap=12)
        both = row(left, right, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(both)
        self.setLayout(column(scrolled_page(whole), gap=0))

    def _make_costs(self) -> None:
        self._costs = Card(say("Costs"))
        self._lines = column(gap=4)
        self._kind = Picker(say("Cost"), [(kind, cost_title(kind)) for kind in COST_KINDS])
        self._amount, self._note = Field(say("Amount"), "0.00"), Field(say("Note"), say("Note"))
        self._each = Tick(say("each piece"))
        self._enter = Button(say("Add the cost"), on_click=self._enter_cost)
        self._amount.setFixedWidth(110)
        self._amount.returnPressed.connect(self._enter_cost)
        self._costs.add(
            self._lines, 4, row(self._kind, self._amount, self._each, self._note, self._enter)
        )

    def _make_day(self) -> None:
        self._sent = Field(say("Goes out on"))
        self._sent.setFixedWidth(130)
        self._resend = Button(say("Change the day"), on_click=self._change_day)
        self._day = Card(say("When it goes out"))
        self._told = Text("", "body", "muted", wrap=True)
        self._day.add(row(self._sent, self._resend, None), self._told)

    @property
    def service(self) -> str:
        """What the file is written for."""
        return str(self._service.value or "")

    @property
    def arm(self) -> int | None:
        """Whose file is written; None: of all arms."""
        told = self._arm.value
        return told if isinstance(told, int) and told != EVERY else None

    def show_state(self, state: OneState, where: str = "") -> None:
        """Paint this; `where` says how far it is."""
        detail = state.detail
        self._write.setEnabled(not state.is_busy)
        if detail is None:
            return
        whom = f"{detail.title} \N{MIDDLE DOT} {where}"
        self._people.show_title(say("Who takes part"), whom)
        self._show_people(detail, state.figures)
        self._show_files(state, detail)
        self._show_costs(detail, state.figures)
        self._show_day(detail, state.figures)

    def focus_first(self) -> None:
        """Put the keyboard on the file, which is what comes next."""
        for one in (self._service, self._amount):
            if one.isVisibleTo(self):
                one.setFocus()
                return

    def _show_people(self, detail: CampaignDetail, figures: Figures) -> None:
        clear(self._arms)
        for arm in detail.arms:
            offer = "" if arm.offer is None else offer_title(arm.offer, figures.money)
            letter = arm_letter(arm.place)
            name = " \N{MIDDLE DOT} ".join(
                part for part in (letter, arm.name if arm.name != letter else "", offer) if part
            )
            self._arms.addLayout(self._counted(name, arm.people, figures, arm.rows))
        clear(self._reasons)
        people = sum(one.people for one in detail.left_out)
        self._out.setVisible(detail.row.kind is Kind.ONCE)
        self._out.show_title(
            say("{count} were left out, and why", count=figures.count(people))
            if people
            else say("Nobody was left out")
        )
        for one in detail.left_out:
            self._reasons.addLayout(self._counted(one.title, one.people, figures, one.rows))

    def _counted(self, name: str, people: int, figures: Figures, there: RowsRef) -> QHBoxLayout:
        button = Button(figures.count(people), "quiet")
        button.setAccessibleName(f"{name}: {figures.count(people)}")
        button.clicked.connect(lambda _=False: self.rows_opened.emit(there))
        made = row(OneLine(name), button, gap=12)
        made.setStretch(0, 1)
        return made

    def _show_files(self, state: OneState, detail: CampaignDetail) -> None:
        is_shown = bool(state.services) and detail.row.state is State.RUNNING
        self._files.setVisible(is_shown)
        chosen = self._service.value
        self._service.show_options(state.services, chosen)
        arms = [(EVERY, say("Everybody written to"))]
        arms += [(one.place, f"{arm_letter(one.place)} {one.name}") for one in detail.arms[1:]]
        self._arm.show_options(arms, self._arm.value or EVERY)
        self._arm.setVisible(len(arms) > 2)
        self._written.setVisible(state.written is not None or detail.is_out)
        if state.written is None:
            self._written.show_text(say("A list has left the shop.") if detail.is_out else "")
            return
        done = state.written
        told = say(
            "{count} people in {file}, and who must not be written to in {twin}.",
            count=state.figures.count(done.included),
            file=done.file.name,
            twin=done.suppression_file.name,
        )
        self._written.show_text(told)

    def _show_costs(self, detail: CampaignDetail, figures: Figures) -> None:
        self._costs.setVisible(detail.row.kind is not Kind.STANDING)
        clear(self._lines)
        total = 0.0
        for one in detail.costs:
            times = detail.row.people if one.per_piece else 1
            amount = one.amount / THOUSANDTHS * times
            total += amount
            title = one.note or cost_title(one.kind)
            if one.per_piece:
                title = say(
                    "{title}, {count} pieces", title=title, count=figures.count(detail.row.people)
                )
            line = row(OneLine(title), Text(figures.amount(amount)), gap=12)
            line.setStretch(0, 1)
            self._lines.addLayout(line)
        self._costs.show_title(say("Costs besides the offer: {sum}", sum=figures.money(total)))

    def _show_day(self, detail: CampaignDetail, figures: Figures) -> None:
        kept = detail.row
        self._day.setVisible(kept.kind is Kind.ONCE)
        if kept.sent is None or kept.closes is None:
            return
        if not self._sent.hasFocus():
            self._sent.setText(kept.sent.isoformat())
        is_open = kept.state is State.RUNNING
        self._sent.setEnabled(is_open)
        self._resend.setEnabled(is_open)
        self._told.show_text(
            say(
                "Visits count for {days} days, until {day}.",
                days=kept.days,
                day=figures.day_year(kept.closes),
            )
        )

    def _change_day(self) -> None:
        self._presenter.send(self._sent.text())

    def _enter_cost(self) -> None:
        digits = self._presenter.one.figures.digits
        line: CostLine | None = cost_line(
            str(self._kind.value), self._amount.text(), digits, each=self._each.isChecked()
        )
        self._amount.show_wrong("" if line else say("Give an amount."))
        if line is None:
            return
        note = self._note.text().strip()
        self._presenter.cost(CostLine(line.kind, line.amount, line.per_piece, note))
        self._amount.clear()
        self._note.clear()
