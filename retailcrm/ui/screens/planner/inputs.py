"""The left side of the planner: the programs, and what is presupposed of them."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.planner.programs import ProgramModel
from retailcrm.planner.purchases import CHANNELS, ONLINE
from retailcrm.planner.uplift import SCENARIOS
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.layout import clear, column, line, row, scrolled
from retailcrm.ui.kit.text import OneLine, Text
from retailcrm.ui.screens.planner.field import PlanField
from retailcrm.ui.screens.planner.fields import can_step
from retailcrm.ui.screens.planner.model_head import ModelHead
from retailcrm.ui.screens.planner.presenter import PlannerPresenter
from retailcrm.ui.screens.planner.state import LETTERS, PlannerState

WIDE, NUMBER, SMALL = 344, 88, 56
_SHORT = {"pessimistic": "pessim.", "conservative": "conserv.", "optimistic": "optim."}
_BAND = {"far": "if far", "mid": "if half way", "near": "if near"}


class InputsCard(Card):
    """Every field of a plan; one program is open at a time."""

    def __init__(self, presenter: PlannerPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._fields: dict[str, PlanField] = {}
        self._heads: list[ModelHead] = []
        self._made: tuple[object, ...] = ()
        self._wants_focus = False
        self._opened = 0
        self._inside: QVBoxLayout = column(gap=6)
        self._inside.setContentsMargins(0, 0, 14, 0)
        holder = QWidget()
        holder.setLayout(self._inside)
        self._area = scrolled(holder)
        self.body.setContentsMargins(16, 12, 4, 12)
        self.body.addWidget(self._area, 1)
        self.setFixedWidth(WIDE)
        self.setAccessibleName(say("The programs and what is presupposed of them"))

    def show_state(self, state: PlannerState) -> None:
        """Paint this; fields keep the cursor while somebody types."""
        if state.typed is None:
            return
        shape = (state.revision, state.opened, state.figures.currency, _channels(state))
        if shape != self._made:
            self._made, self._opened = shape, state.opened
            self._make(state)
        self._show_heads(state)
        faults = state.faults
        for path, field in self._fields.items():
            text = state.typed.text(path, state.figures.digits)
            if field.text() != text:
                field.setText(text)
            if field.toolTip() != faults.get(path, ""):
                field.show_wrong(faults.get(path, ""))
            if not state.is_changed:
                field.remember()
        self._foot.show_text(_foot_words(state))

    def focus_first(self) -> None:
        """Put the keyboard on the first program."""
        if self._heads:
            self._heads[0].setFocus()
        else:
            self._wants_focus = True

    def take_back(self) -> bool:
        """Take back what was typed since the keyboard came to its field; False if nothing was."""
        here = QApplication.focusWidget()
        return isinstance(here, PlanField) and self.isAncestorOf(here) and here.take_back()

    def _make(self, state: PlannerState) -> None:
        place = self._area.verticalScrollBar().value()
        here = QApplication.focusWidget()
        held = here.accessibleName() if here is not None and self.isAncestorOf(here) else ""
        clear(self._inside)
        self._fields, self._heads = {}, []
        if state.typed is None:
            return
        plan = state.typed.plan
        name = self._field("name", say("Name of the plan"))
        self._inside.addLayout(row(Text(say("Plan")), name, gap=12))
        self._inside.addWidget(line())
        more = Button(say("Add a program"), "quiet", on_click=self._presenter.add_model)
        self._inside.addLayout(row(Text(say("Programs"), "title"), None, more))
        for number, model in enumerate(plan.models):
            self._add_model(state, number, model)
        self._inside.addWidget(line())
        self._add_presupposed(state)
        self._inside.addStretch(1)
        # What was just put in is shown, and can be scrolled and focused, a moment later.
        QTimer.singleShot(0, self, lambda: self._put_back(held, place))

    def _put_back(self, held: str, place: int) -> None:
        """Put scroll bar and keyboard back to where they were before the fields were made anew."""
        self._area.verticalScrollBar().setValue(place)
        if not held and not self._wants_focus:
            return
        self._wants_focus = False
        named = (
            one
            for one in self.findChildren(QWidget)
            if one.accessibleName() == held and one.isVisible() and one.isEnabled()
        )
        opened = self._heads[min(self._opened, len(self._heads) - 1)]
        (next(named, opened) if held else opened).setFocus()

    def _add_model(self, state: PlannerState, number: int, model: ProgramModel) -> None:
        head = ModelHead()
        head.clicked.connect(partial(self._turn, number))
        self._heads.append(head)
        self._inside.addWidget(head)
        if number != state.opened:
            return
        grid = _grid()
        letter = LETTERS[number % len(LETTERS)]
        base = f"models.{number}"
        name = self._field(f"{base}.name", say("Name of program {letter}", letter=letter))
        grid.addWidget(Text(say("Name")), 0, 0)
        grid.addWidget(name, 0, 1, 1, 4)
        self._add_line(
            grid, say("A gift from"), f"{base}.gift_limit", state.figures.currency,
            say("{letter}: sales of a year from which somebody belongs to it", letter=letter),
        )  # fmt: skip
        for at in range(len(model.steps)):
            self._add_step(grid, state, number, at)
        self._add_line(
            grid, say("Ever redeemed"), f"{base}.redeemed", "%",
            say("{letter}: share of what is given that is ever redeemed; 100 for a discount, "
                "less for points", letter=letter),
        )  # fmt: skip
        self._inside.addLayout(grid)
        add = Button(
            say("Add a status"), "quiet", on_click=lambda: self._presenter.add_step(number)
        )
        add.setEnabled(state.typed is not None and can_step(state.typed.plan, number))
        gone = Button(
            say("Remove program"), "quiet", on_click=lambda: self._presenter.remove_model(number)
        )
        gone.setEnabled(state.typed is not None and len(state.typed.plan.models) > 1)
        self._inside.addLayout(row(add, None, gone))
        self._inside.addLayout(self._growth(state, number))
        if state.typed is not None and model is not state.typed.plan.models[-1]:
            self._inside.addWidget(line())

    def _add_step(self, grid: QGridLayout, state: PlannerState, number: int, at: int) -> None:
        base = f"models.{number}.steps.{at}"
        status = say("Status {n}", n=at + 1)
        letter = LETTERS[number % len(LETTERS)]
        threshold = self._number(f"{base}.threshold", f"{letter}, {status}: {say('from')}")
        discount = self._number(f"{base}.discount", f"{letter}, {status}: {say('per cent off')}")
        discount.setFixedWidth(SMALL)
        gone = Button("", "quiet", icon="close", on_click=partial(self._drop, number, at))
        gone.setAccessibleName(f"{say('Remove')} {status}")
        gone.setEnabled(state.typed is not None and len(state.typed.plan.models[number].steps) > 1)
        line_at = grid.rowCount()
        grid.addWidget(OneLine(say("{status} from", status=status)), line_at, 0)
        grid.addWidget(threshold, line_at, 1)
        grid.addWidget(discount, line_at, 2)
        grid.addWidget(Text("%", "body", "muted"), line_at, 3)
        grid.addWidget(gone, line_at, 4)

    def _growth(self, state: PlannerState, number: int) -> QGridLayout:
        grid = _grid()
        letter = LETTERS[number % len(LETTERS)]
        grid.addWidget(OneLine(say("More clients, %"), "caption", "muted"), 0, 0)
        for at, scenario in enumerate(SCENARIOS):
            grid.addWidget(Text(say(_SHORT[scenario]), "caption", "muted"), 0, at + 1)
        for place, channel in enumerate(_channels(state), start=1):
            grid.addWidget(OneLine(channel_word(channel)), place, 0)
            for at, scenario in enumerate(SCENARIOS):
                spoken = say(
                    "{letter}: growth of customers, {channel}, {scenario}, per cent",
                    letter=letter, channel=channel_word(channel), scenario=say(scenario),
                )  # fmt: skip
                field = self._number(f"growth.{number}.{scenario}.{channel}", spoken)
                field.setFixedWidth(SMALL)
                grid.addWidget(field, place, at + 1)
        return grid

    def _add_presupposed(self, state: PlannerState) -> None:
        assert state.typed is not None
        learn = Button(say("From campaigns"), "quiet", on_click=self._presenter.learn)
        learn.setToolTip(say("Take the shares who reach a status from campaigns that ran"))
        self._inside.addLayout(row(Text(say("Presupposed"), "title"), None, learn))
        grid, money = _grid(), state.figures.currency
        self._add_line(grid, say("Margin on goods"), "margin", "%")
        for at, band in enumerate(state.typed.plan.inputs.bands):
            words = say(_BAND.get(band.name, band.name))
            title = say("Reach a status {near}", near=words) if at == 0 else words
            spoken = say("Share who reach the next status, {near}", near=words)
            self._add_line(grid, title, f"bands.{at}", "%", spoken)
        self._add_line(grid, say("Reach the gift"), "small_conversion", "%")
        self._add_line(grid, say("Cost of that gift"), "small_gift", money)
        self._add_line(grid, say("Gift at a status"), "gift", money)
        for channel in _channels(state):
            title = say("Delivery, {channel}", channel=channel_word(channel))
            self._add_line(grid, title, f"delivery.{channel}", money)
        self._add_line(grid, say("Fixed costs of a year"), "fixed", money)
        for at, scenario in enumerate(SCENARIOS):
            title = say("Chance of {scenario}", scenario=say(scenario))
            self._add_line(grid, title, f"weights.{at}", "%")
        self._inside.addLayout(grid)
        self._inside.addWidget(line())
        self._foot = Text("", "caption", "muted", wrap=True)
        self._inside.addWidget(self._foot)

    def _add_line(
        self, grid: QGridLayout, title: str, path: str, unit: str, spoken: str = ""
    ) -> None:
        field = self._number(path, spoken or title)
        label = OneLine(title)
        label.setBuddy(field)
        at = grid.rowCount()
        grid.addWidget(label, at, 0)
        grid.addWidget(field, at, 1)
        grid.addWidget(Text(unit, "body", "muted"), at, 2, 1, 2)

    def _number(self, path: str, spoken: str) -> PlanField:
        field = self._field(path, spoken)
        field.setFixedWidth(NUMBER)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    def _field(self, path: str, spoken: str) -> PlanField:
        field = PlanField(spoken)
        field.textEdited.connect(partial(self._presenter.type, path))
        self._fields[path] = field
        return field

    def _turn(self, number: int, _checked: object = None) -> None:
        self._presenter.open_model(number)

    def _drop(self, number: int, at: int) -> None:
        self._presenter.remove_step(number, at)

    def _show_heads(self, state: PlannerState) -> None:
        assert state.typed is not None
        best = state.choice.model if state.choice else ""
        wrong = {tuple(path.split(".")[:2]) for path in state.faults}
        for number, (head, model) in enumerate(
            zip(self._heads, state.typed.plan.models, strict=True)
        ):
            head.show_model(
                LETTERS[number % len(LETTERS)],
                model.name,
                rules_line(model, state.figures),
                is_best=model.name == best,
                is_open=number == state.opened,
                is_wrong=not wrong.isdisjoint({("models", f"{number}"), ("growth", f"{number}")}),
            )


def rules_line(model: ProgramModel, figures: Figures) -> str:
    """Tell a program in one line: "$150: 3 %, $400: 5 %"."""
    steps = (
        (figures.money(one.threshold, whole=True), figures.short_percent(one.discount))
        for one in model.steps
    )
    told = ", ".join(f"{amount}: {share}" for amount, share in steps)
    return say("{steps} in points", steps=told) if model.redeemed < 1 else told


def channel_word(channel: str) -> str:
    """Name a channel as the shop does."""
    return say("online shop") if channel == ONLINE else say("store")


def _channels(state: PlannerState) -> tuple[str, ...]:
    """Give the channels with receipts; both until that is known."""
    if state.view is None or state.view.base is None:
        return CHANNELS
    return tuple(one.channel for one in state.view.base.channels)


def _foot_words(state: PlannerState) -> str:
    if state.view is None or state.view.base is None:
        return ""
    told = state.view.base.channels
    sales = state.figures.money(sum(float(one.revenue.sum()) for one in told), whole=True)
    said = say("Forecast without a program: {money} a year.", money=sales)
    tested = [one.tested for one in told if one.tested is not None]
    if tested:
        share = state.figures.percent(max(abs(one.year_error) for one in tested))
        said += " " + say("For the last {n} months it would have been off by {share}.",
                          n=tested[0].months, share=share)  # fmt: skip
    return said


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    return grid
