"""The tab of campaigns: all of them, the one being written, the one that runs, its result."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget
from typing_extensions import override

from retailcrm.core.rows import RowsRef, rows
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import CampaignRow, Channel, Kind, State
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button, press
from retailcrm.ui.kit.card import Card, page
from retailcrm.ui.kit.layout import column, row
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.screens.campaigns.columns import campaign_columns
from retailcrm.ui.screens.campaigns.draft_page import DraftPage
from retailcrm.ui.screens.campaigns.draft_words import launch_words
from retailcrm.ui.screens.campaigns.drafting import DraftPresenter, DraftState
from retailcrm.ui.screens.campaigns.post_page import PostPage
from retailcrm.ui.screens.campaigns.result_page import ResultPage
from retailcrm.ui.screens.campaigns.running import (
    AllState,
    CampaignsPresenter,
    OneState,
    state_words,
)
from retailcrm.ui.screens.campaigns.running_page import RunningPage
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.work import Jobs

ALL, DRAFT, RUNNING, RESULT, POST = "all", "draft", "running", "result", "post"


class CampaignsPage(Tab):
    """Lists campaigns and opens each where it stands."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._part = ALL
        self._presenter = CampaignsPresenter(self, lambda: desk.services, jobs)
        self._drafts = DraftPresenter(self, lambda: desk.services, jobs)
        self._draft, self._running = DraftPage(self._drafts), RunningPage(self._presenter)
        self._result = ResultPage(desk, jobs, self._back)
        self._result.again.connect(self._again)
        self._post = PostPage(desk, jobs)
        for one in (self._draft, self._running):
            one.rows_opened.connect(desk.open_rows)
        self._running.files_requested.connect(self._ask_folder)
        self._make_buttons()
        self._build()
        self._turn(ALL)

    @override
    def head_part(self) -> QWidget:
        return self._head

    @override
    def owns_head(self) -> bool:
        return self._part == RESULT

    @override
    def page_title(self) -> str:
        if self._part == DRAFT:
            form = self._drafts.state.form
            return (form.name.strip() if form is not None else "") or say("New campaign")
        kept = self._presenter.one.detail
        return "" if self._part == ALL or kept is None else kept.row.name

    @override
    def look(self) -> None:
        self._presenter.look()
        if self._part == RUNNING and self._presenter.one.detail is not None:
            self._presenter.open(self._presenter.one.detail.row.id)
        elif self._part == RESULT:
            self._result.refresh()
        elif self._part == DRAFT:
            self._drafts.preview()

    @override
    def focus_first(self) -> None:
        if self._part == DRAFT:
            self._draft.focus_first()
        elif self._part == RUNNING:
            self._running.focus_first()
        elif self._part == RESULT:
            self._result.focus_first()
        elif self._part == POST:
            self._post.focus_first()
        elif self._presenter.all.rows:
            self._table.setFocus()
        else:
            (self._import if self._presenter.all.customers == 0 else self._new).setFocus()

    @override
    def open_rows(self, rows: RowsRef) -> None:
        audience, number = rows.get("audience"), rows.get("id")
        if audience is not None:
            self._begin(audience)
        elif number is not None and number.isdecimal():
            self._open_number(int(number), rows.get("part") or "")

    @override
    def act(self, action: str) -> bool:
        if self._part == RESULT and self._result.act(action):
            return True
        if self._part == POST and self._post.act(action):
            return True
        if action == "back" and self._part != ALL:
            self._back()
            return True
        if action == "save" and self._part == DRAFT:
            return press(self._keep)
        if action != "go":
            return False
        return any(press(one) for one in (self._new, self._launch, self._brought))

    def show_all(self, state: AllState) -> None:
        """Paint the list."""
        if state.problem and state.rows is not None:
            self._desk.tell(state.problem, "error")
        if state.rows is None:
            self._empty.show_words(state.problem or say("Reading the books…"))
            return
        self._show_columns(state)
        self._table.show_rows(state.rows)
        if state.rows and self._table.current_row() is None:
            self._table.select(0)
        self._list.setCurrentIndex(1 if state.rows else 0)
        is_nobody = state.customers == 0
        self._import.setVisible(is_nobody)
        self._choose.setVisible(not is_nobody)
        if is_nobody and self._new.hasFocus():
            self._import.setFocus()
        self._show_offers()
        self._empty.show_words(
            say("What you say to customers, and what it brought, will stand here"),
            say("Import your customers first. Then choose a group and say what you offer.")
            if is_nobody
            else say("A few of them are left alone, so that you see what a campaign really did."),
        )

    def show_draft(self, state: DraftState) -> None:
        """Paint the draft."""
        self._draft.show_state(state)
        preview = state.preview
        self._launch.show_text(launch_words(preview, state.figures))
        can = preview is not None and not preview.stops and not state.problem
        self._launch.setEnabled(can and bool(state.form and state.form.name.strip()))
        self._keep.setEnabled(not state.is_kept or not state.number)
        self.page_turned.emit()

    def show_one(self, state: OneState) -> None:
        """Paint the launched campaign."""
        detail = state.detail
        if detail is None:
            return
        self.page_turned.emit()
        kept = detail.row
        self._running.show_state(state, state_words(kept, state.figures, self._desk.now().date()))
        is_once = kept.kind is Kind.ONCE and kept.state is State.RUNNING
        self._letters.setVisible(self._part == RUNNING and kept.kind is not Kind.STANDING)
        self._letters.show_text(
            say("Letters and labels") if kept.channel is Channel.POST else say("Codes")
        )
        self._take.setVisible(self._part == RUNNING and is_once and not detail.is_out)
        self._end.setVisible(self._part == RUNNING and kept.state is State.RUNNING)
        self._brought.setVisible(self._part == RUNNING and kept.kind is Kind.ONCE)

    def launched(self, row: CampaignRow, summary: str) -> None:
        """Go on to the campaign that was launched."""
        self._desk.tell(summary)
        self._turn(RUNNING)
        self._presenter.open(row.id)
        self._running.focus_first()

    def preview_soon(self) -> None:
        """Ask for the preview once the person has paused typing."""
        self._draft.preview_soon()

    def told(self, text: str) -> None:
        """Say one sentence in the message bar."""
        self._desk.tell(text)

    def offered(self, text: str, end: Callable[[], object]) -> None:
        """Say one sentence, and offer to end what was begun."""
        self._desk.tell(text, "news", (say("End it"), end))

    def refused(self, text: str) -> None:
        """Say what went wrong in the message bar."""
        self._desk.tell(text, "error")

    def gone(self) -> None:
        """Go back to the list: the draft is no more."""
        self._back()

    def is_draft(self, number: int) -> None:
        """Go to the draft: the launch was taken back."""
        self._turn(DRAFT)
        self._drafts.edit(number)
        self._draft.focus_first()

    def _make_buttons(self) -> None:
        go = cap("go")
        self._new = Button(say("New campaign"), "primary", key=go, on_click=self._begin)
        self._year = Button(say("Leave some alone all year"), on_click=self._presenter.leave_alone)
        self._year.setAccessibleDescription(
            say("One in twenty gets nothing at all: it shows what all your letters bring.")
        )
        self._year.setToolTip(self._year.accessibleDescription())
        self._back_to = Button(say("Back"), key=cap("back"), on_click=self._back)
        self._remove = Button(say("Throw away"), on_click=self._drafts.remove)
        self._keep = Button(say("Keep the draft"), key=cap("save"), on_click=self._drafts.keep)
        self._launch = Button(say("Launch"), "primary", key=go, on_click=self._drafts.launch)
        self._take = Button(say("Take the launch back"), on_click=self._presenter.take_back)
        self._end = Button(say("End it"), on_click=self._presenter.end)
        self._brought = Button(
            say("What it brought"), "primary", key=go, on_click=self._show_result
        )
        self._letters = Button(say("Letters and labels"), on_click=self._show_post)
        self._parts: dict[str, tuple[Button, ...]] = {
            ALL: (self._year, self._new),
            DRAFT: (self._back_to, self._remove, self._keep, self._launch),
            RUNNING: (self._back_to, self._letters, self._take, self._end, self._brought),
            RESULT: (),
            POST: (self._back_to,),
        }
        self._buttons = (
            self._back_to, self._letters, self._remove, self._keep, self._launch, self._take,
            self._end, self._brought, self._year, self._new,
        )  # fmt: skip
        self._head = QWidget()
        self._head.setLayout(row(*self._buttons))

    def _build(self) -> None:
        self._choose = Button(
            say("Choose a group"), on_click=lambda: self._desk.open_screen("groups")
        )
        self._import = Button(
            say("Import customers"), "primary", on_click=lambda: self._desk.open_screen("import")
        )
        self._empty = EmptyState(
            say("Reading the books…"),
            "",
            self._choose,
            self._import,
            icon="mail",
        )
        self._import.hide()
        self._shown_verdicts: object = None
        self._table: RowTable[CampaignRow] = self._made_table()
        self._whole = Card("").add(self._table, stretch=1)
        self._list = QStackedWidget()
        self._list.addWidget(_framed(self._empty))
        self._list.addWidget(_framed(self._whole))
        self._stack = QStackedWidget()
        self._of = {
            ALL: self._list,
            DRAFT: self._draft,
            RUNNING: self._running,
            RESULT: self._result,
            POST: self._post,
        }
        for part in self._of.values():
            self._stack.addWidget(part)
        self.setLayout(column(self._stack, gap=0))

    def _made_table(self) -> RowTable[CampaignRow]:
        state = self._presenter.all
        made = RowTable(
            say("Campaigns"),
            campaign_columns(state.figures, self._desk.now().date(), state.verdicts),
        )
        made.opened.connect(self._open)
        return made

    def _show_columns(self, state: AllState) -> None:
        """Make the table anew where what its columns say of a row has changed."""
        shown = (state.figures, tuple(sorted(state.verdicts.items())))
        if shown == self._shown_verdicts:
            return
        self._shown_verdicts = shown
        had_keyboard = self._table.hasFocus()
        line = self._table.currentIndex().row()
        fresh = self._made_table()
        self._whole.body.replaceWidget(self._table, fresh)
        self._table.deleteLater()
        self._table = fresh
        if state.rows:
            fresh.show_rows(state.rows)
            fresh.select(max(line, 0))
        if had_keyboard:
            fresh.setFocus()

    def _turn(self, part: str) -> None:
        self._part = part
        self._stack.setCurrentWidget(self._of[part])
        for one in self._buttons:
            one.setVisible(one in self._parts[part])
        self._show_offers()
        self.page_turned.emit()
        if part == RUNNING:
            self.show_one(self._presenter.one)

    def _show_offers(self) -> None:
        """Offer a campaign where there is anybody, and a control of the year where none runs."""
        listed = self._presenter.all.rows or ()
        has_one = any(
            one.kind is Kind.STANDING and one.ends and one.ends >= self._desk.now().date()
            for one in listed
        )
        self._year.setVisible(self._part == ALL and bool(listed) and not has_one)
        self._new.setVisible(self._part == ALL and self._presenter.all.customers != 0)

    def _back(self) -> None:
        posted = self._post.row
        if self._part == POST and posted is not None and posted.kind is Kind.TRIGGER:
            self._turn(ALL)
            self._open(posted)
            return
        if self._part in (RESULT, POST) and self._presenter.one.detail is not None:
            self._turn(RUNNING)
            self._presenter.open(self._presenter.one.detail.row.id)
            self._running.focus_first()
            return
        self._turn(ALL)
        self._presenter.look()
        self.focus_first()

    def _begin(self, audience: str = "") -> None:
        self._turn(DRAFT)
        self._drafts.begin(audience)
        self._draft.focus_first()

    def _again(self, number: int) -> None:
        self._turn(DRAFT)
        self._drafts.begin_like(number)
        self._draft.focus_first()

    def _open(self, kept: CampaignRow) -> None:
        if kept.kind is Kind.TRIGGER:
            there = rows("campaigns", tab="moments", id=str(kept.id))
            self._desk.open_screen("campaigns", there)
            return
        if kept.state is State.DRAFT:
            self.is_draft(kept.id)
            return
        self._turn(RUNNING)
        self._presenter.open(kept.id)
        self._running.focus_first()

    def _open_number(self, number: int, part: str) -> None:
        held = self._desk.services.campaigns.drafts.campaigns()
        found = next((one for one in held if one.id == number), None)
        if found is not None and part == POST:
            self._turn(POST)
            self._post.open(found)
            self._post.focus_first()
        elif found is not None and part == RESULT:
            self._presenter.open(number)
            self._turn(RESULT)
            self._result.show_campaign(number)
        elif found is not None:
            self._open(found)

    def _show_result(self) -> None:
        detail = self._presenter.one.detail
        if detail is not None:
            self._turn(RESULT)
            self._result.show_campaign(detail.row.id)
            self._result.focus_first()

    def _show_post(self) -> None:
        detail = self._presenter.one.detail
        if detail is not None:
            self._turn(POST)
            self._post.open(detail.row)
            self._post.focus_first()

    def _ask_folder(self) -> None:
        before = self._desk.preferences.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, say("Write the file to"), before)
        if chosen:
            self._desk.prefer(replace(self._desk.preferences, folder=chosen))
            self._presenter.write(self._running.service, self._running.arm, Path(chosen))


def _framed(part: QWidget) -> QWidget:
    holder = QWidget()
    inside = page(part)
    inside.setContentsMargins(24, 0, 24, 12)
    holder.setLayout(inside)
    return holder
