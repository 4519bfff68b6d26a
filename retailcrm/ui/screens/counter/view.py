"""The Counter: the field on top, the member below it, the actions on the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from retailcrm.core.roles import Role
from retailcrm.core.rows import RowsRef
from retailcrm.core.words import say
from retailcrm.services.card_rows import CardsPrinted
from retailcrm.services.member_rows import Enrolled
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Action, Desk
from retailcrm.ui.jobs import JobScope
from retailcrm.ui.kit.card import page
from retailcrm.ui.kit.layout import row, scrolled
from retailcrm.ui.kit.screen import Screen
from retailcrm.ui.screens.counter.actions_column import ActionsColumn
from retailcrm.ui.screens.counter.big_field import BigField, HitList
from retailcrm.ui.screens.counter.code_page import CodePage
from retailcrm.ui.screens.counter.enrol_page import EnrolPage
from retailcrm.ui.screens.counter.enrolling import Enrolling
from retailcrm.ui.screens.counter.member_card import Behind
from retailcrm.ui.screens.counter.member_page import MemberPage
from retailcrm.ui.screens.counter.pages import HomePage, ToldPage
from retailcrm.ui.screens.counter.presenter import CounterPresenter
from retailcrm.ui.screens.counter.state import CounterState, Page, Panel
from retailcrm.ui.screens.written import open_file

TYPING_MS = 70
_PANELS = {"award": Panel.AWARD, "redeem": Panel.REDEEM, "swap": Panel.SWAP}
_GIVEN = {"yes": True, "no": False}


class CounterScreen(Screen):
    """One field and one member; every action ends with the keyboard back in the field."""

    watches = CounterPresenter.watches

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = JobScope(desk.jobs, "counter")
        self._shown = CounterState()
        self._warned = ""
        opens = desk.open_customer if _sees_profiles(desk) else None
        self._presenter = CounterPresenter(self, desk.services, self._jobs, opens)
        self._build()
        self._enrolling = Enrolling(
            self._enrol, desk.services, self._jobs, lambda: self._shown.shop.asker, self._enrolled,
            self._presenter.enrolled,
        )  # fmt: skip
        self._enrol.use(self._enrolling, lambda: self._desk.act("back"))
        self.show_state(self._shown)

    @override
    def refresh(self) -> None:
        self._presenter.refresh()

    @override
    def open_home(self) -> None:
        self.focus_field()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        """Take what a scanner read on any screen."""
        code = rows.get("code") or ""
        self._breath.stop()  # the scanner's own keys are no typing
        if self._shown.is_enrolling:
            self._enrol.take_card(code)
            return
        if self._shown.panel is not Panel.SWAP:
            self._field.setText(code)
            self.focus_field()
        self._presenter.scan(code)

    @override
    def open_customer(self, customer_id: int) -> None:
        """Put somebody in front."""
        self._presenter.open(customer_id)

    @override
    def act(self, action: str) -> bool:
        does: dict[str, Callable[[], object]] = {
            "scan": self.focus_field, "new": self._begin_enrolling, "undo": self._take_back,
            "print": self._print,
        }  # fmt: skip
        if action in _PANELS:
            self._start(_PANELS[action])
        elif action in _GIVEN:
            self._say(given=_GIVEN[action])
        elif action in does:
            does[action]()
        elif action == "go" and self._shown.is_enrolling:
            self._enrol.save()
        elif action == "go" and self._shown.page is Page.CODE:
            self._presenter.acting.use_code()
        elif action == "customer":
            return self._presenter.profile() or self._stays()
        else:
            return action == "back" and self._back()
        return True

    @override
    def close_screen(self) -> None:
        self._jobs.close()

    def show_state(self, state: CounterState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        self._actions.show_state(state)
        self._home.show_shop(state.shop)
        self._hits.show_hits(state.hits, is_looking=state.is_looking, code=state.typed_code)
        if state.told is not None:
            self._told.show_told(state.told)
        if state.code is not None:
            self._code.show_code(state.code, has_member=state.member is not None)
        self._member.show_state(state)
        self._stack.setCurrentWidget(self._parts[state.page])
        if before.is_enrolling and not state.is_enrolling:
            self.focus_field()
        if state.page is Page.MEMBER and _in_front(state) != _in_front(before):
            self._forget_warning()

    def focus_field(self) -> None:
        """Put the keyboard into the big field, ready to be typed over."""
        self._field.ready()

    def once_painted(self, work: Callable[[], None]) -> None:
        """Do something as soon as what was shown last stands on the screen."""
        QTimer.singleShot(0, self, work)

    def tell(self, text: str, kind: str, action: Action | None = None) -> None:
        """Say one sentence in the message bar, with one thing that may be done about it."""
        self._warned = "" if kind == "news" else text
        self._desk.tell(text, kind, action)

    def _forget_warning(self) -> None:
        """Take away what was wrong before there was a member in front."""
        if self._warned:
            self._desk.hush(self._warned)
            self._warned = ""

    def _build(self) -> None:
        self._field = BigField(cap("scan"))
        self._breath = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._breath.timeout.connect(lambda: self._presenter.type(self._field.text()))
        self._field.textEdited.connect(lambda _text: self._breath.start())
        self._field.entered.connect(self._enter)
        self._actions = ActionsColumn(self._desk.act, has_profile=_sees_profiles(self._desk))
        self._hits, self._enrol = HitList(), EnrolPage()
        self._field.stepped.connect(self._hits.step)
        self._hits.picked.connect(self._presenter.enter)
        self._home = HomePage(lambda: self.act("new"), self._go_to_program)
        self._told = ToldPage(lambda: self.act("new"))
        self._code = CodePage(lambda: self._desk.act("go"), lambda: self._desk.act("back"))
        behind = Behind(
            self._open_behind, lambda: self._desk.now().date(), _sees_profiles(self._desk)
        )
        self._member = MemberPage(self._presenter, behind)
        self._member.program_wanted.connect(self._go_to_program)
        self._member.leave_wanted.connect(lambda: self._desk.act("back"))
        self._parts: dict[Page, QWidget] = {
            Page.HOME: self._home, Page.HITS: self._hits, Page.TOLD: self._told,
            Page.MEMBER: self._member, Page.ENROL: scrolled(self._enrol), Page.CODE: self._code,
        }  # fmt: skip
        stacked = QWidget()
        self._stack = QStackedLayout(stacked)
        for part in self._parts.values():
            self._stack.addWidget(part)
        body = row(stacked, self._actions, gap=16)
        body.setStretch(0, 1)
        whole = page(self._field, body, gap=16)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _enter(self) -> None:
        """Open what is meant, even if the typing was faster than the looking up."""
        if self._breath.isActive():
            self._breath.stop()
            self._presenter.type(self._field.text())
        if self._shown.text:
            self._presenter.enter(self._hits.marked)
        elif self._field.text().strip():
            self._presenter.type(self._field.text())
            self._presenter.enter()

    def _start(self, panel: Panel) -> None:
        if self._presenter.acting.start(panel):
            self._member.ready()

    def _take_back(self) -> None:
        if not self._presenter.acting.take_back():
            self.tell(say("There is nothing to take back here."), "warn")

    def _stays(self) -> bool:
        """Keep whoever sees no profiles here, the keyboard in the field."""
        if not _sees_profiles(self._desk):
            self.focus_field()
        return not _sees_profiles(self._desk)

    def _begin_enrolling(self) -> None:
        if self._shown.is_enrolling:
            return
        typed, card = self._presenter.enrol()
        self._field.clear()
        self._enrolling.begin(typed, card)
        self._enrol.ready()

    def _enrolled(self, enrolled: Enrolled, prints: bool) -> None:  # noqa: FBT001 - one fact
        self._presenter.enrolled(enrolled.customer_id)
        if prints:
            self._presenter.acting.print_card(enrolled.card, _folder(), self._open_printed)

    def _say(self, *, given: bool) -> None:
        if self._shown.is_enrolling:
            self._enrol.flush()  # the question is asked by what stands in the fields now
            self._enrolling.answer_next(given=given)
        else:
            self._presenter.acting.consent(given=given)

    def _back(self) -> bool:
        if self._shown.panel is Panel.NONE or self._shown.text:
            self._field.clear()
        return self._presenter.back()

    def _print(self) -> None:
        member = self._shown.member
        if self._shown.page is not Page.MEMBER or member is None or not member.card:
            self.tell(say("Open a member with a card first; then the card can be printed."), "warn")
            return
        self._presenter.acting.print_card(member.card, _folder(), self._open_printed)

    def _open_printed(self, printed: CardsPrinted) -> None:
        """Hand the card to the system's own viewer, whose print dialog knows the printers."""
        open_file(printed.file)

    def _open_behind(self, rows: RowsRef) -> None:
        """Show the rows behind a figure; whoever comes back finds the keyboard in the field."""
        self.focus_field()
        self._desk.open_rows(rows)

    def _go_to_program(self) -> None:
        self._desk.open_screen("program")


def _in_front(state: CounterState) -> int | None:
    """Give who is shown, None while the page is about something else."""
    if state.page is not Page.MEMBER or state.member is None:
        return None
    return state.member.customer_id


def _sees_profiles(desk: Desk) -> bool:
    """Say whether the person may look at more than the member in front."""
    return desk.actor.role is not Role.STAFF


def _folder() -> Path:
    """Give the folder for printed cards."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(kind) or ".")
    return documents if documents.is_dir() else Path.home()
