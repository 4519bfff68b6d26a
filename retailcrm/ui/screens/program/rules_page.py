"""The rules: sections on the left, their fields in the middle, what they would do on the right."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from retailcrm.core.words import say
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import column, line, row, scrolled
from retailcrm.ui.kit.row_table import NARROW_ROW, RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.program.columns import VersionLine, version_columns, version_lines
from retailcrm.ui.screens.program.in_words import section_lines
from retailcrm.ui.screens.program.presenter import ProgramPresenter
from retailcrm.ui.screens.program.preview_card import PreviewCard
from retailcrm.ui.screens.program.rule_form import RuleForm
from retailcrm.ui.screens.program.section_list import SectionList
from retailcrm.ui.screens.program.settings import SECTIONS, section_of
from retailcrm.ui.screens.program.start_page import StartPage
from retailcrm.ui.screens.program.state import ProgramState

PAUSE_MS = 350
SECTION_WIDTH, FORM_WIDTH, FORM_WIDEST = 224, 424, 600


class RulesPage(QWidget):
    """Edits the program with its effects in sight.

    Signals:
        rows_requested: a `RowsRef`.
    """

    rows_requested = Signal(object)

    def __init__(self, presenter: ProgramPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown = ProgramState()
        self._form: RuleForm | None = None
        self._lines: dict[str, str] = {}
        self._versions: RowTable[VersionLine] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(presenter.count)
        self._start = StartPage()
        self._start.chosen.connect(presenter.begin_with)
        self._sections = SectionList()
        self._sections.chosen.connect(presenter.open_section)
        self._preview = PreviewCard()
        self._preview.stop_requested.connect(presenter.stop_counting)
        self._preview.start_requested.connect(presenter.start_when_told)
        self._preview.count_requested.connect(presenter.count)
        self._preview.rows_requested.connect(self.rows_requested)
        self._versions_card = Card(say("Versions"), "-").put_caption_beside()
        self._versions_card.body.addStretch(0)
        self._editor = QWidget()
        self._editor.setLayout(self._columns())
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._start)
        self._stack.addWidget(self._editor)

    def show_state(self, state: ProgramState) -> None:
        """Paint this."""
        before, self._shown = self._shown, state
        self._stack.setCurrentIndex(0 if state.draft is None else 1)
        self._start.show_state(state)
        if state.versions is not before.versions or state.figures != before.figures:
            self._show_versions(state)
        if state.draft is None:
            return
        self._show_sections(state)
        self._show_form(state, before)
        self._preview.show_state(state)
        self._show_start(state)

    def count_soon(self) -> None:
        """Count once the person has paused typing."""
        self._pause.start()

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        if self._shown.draft is None:
            self._start.focus_first()
        else:
            self._sections.setFocus()

    def focus_fault(self) -> None:
        """Put the cursor into the first wrong field."""
        if self._shown.starts_fault:
            self._starts.setFocus()
        elif self._form is not None:
            self._form.focus_fault(self._shown.checked.faults)

    def _columns(self) -> QHBoxLayout:
        sections = Card()
        sections.body.setContentsMargins(8, 8, 8, 8)
        sections.add(self._sections, None)
        sections.setFixedWidth(SECTION_WIDTH)
        sections.setAccessibleName(say("Sections of the rules"))
        self._middle = Card("-", "")
        self._middle.setMinimumWidth(FORM_WIDTH)
        self._middle.setMaximumWidth(FORM_WIDEST)
        self._holder = QWidget()
        self._holder.setLayout(column(gap=0))
        self._area = scrolled(self._holder)
        self._middle.body.addSpacing(6)
        self._middle.body.addWidget(self._area, 1)
        self._middle.body.setContentsMargins(16, 12, 4, 12)
        self._middle.add(line(), 4, self._foot())
        right = column(self._preview, self._versions_card, gap=12)
        right.setStretch(0, 0)
        right.setStretch(1, 1)
        whole = row(sections, self._middle, gap=12)
        whole.addLayout(right, 8)
        whole.setStretch(1, 7)
        return whole

    def _foot(self) -> QHBoxLayout:
        self._starts = Field(say("From which day on"))
        self._starts.setFixedWidth(108)
        self._starts.textEdited.connect(self._presenter.type_start)
        self._note = Field(say("Why the rules change"), say("Why, for later"))
        self._note.textEdited.connect(self._presenter.type_note)
        label = Text(say("Begins on"))
        label.setBuddy(self._starts)
        self._wrong_start = Text("", "caption", "bad", wrap=True)
        self._wrong_start.hide()
        foot = column(row(label, self._starts, self._note), self._wrong_start, gap=2)
        foot.setContentsMargins(0, 0, 12, 0)
        whole = QHBoxLayout()
        whole.addLayout(foot)
        return whole

    def _show_sections(self, state: ProgramState) -> None:
        program = state.checked.program
        lines = section_lines(program, state.figures) if program else self._lines
        self._lines = lines
        wrong = frozenset(section_of(path) for path in state.checked.faults)
        self._sections.show_sections(state.section, lines, wrong)

    def _show_form(self, state: ProgramState, before: ProgramState) -> None:
        draft = state.draft
        if draft is None:
            return
        is_new = (
            self._form is None
            or state.section != before.section
            or state.revision != before.revision
            or state.names != before.names
            or state.figures != before.figures
        )
        if is_new:
            self._make_form(state)
        if self._form is not None and (is_new or draft is not before.draft):
            self._form.show_texts(draft, state.checked.faults)

    def _make_form(self, state: ProgramState) -> None:
        section = next(one for one in SECTIONS if one.key == state.section)
        self._middle.show_title(say(section.title), "")
        place = self._area.verticalScrollBar().value()
        layout = self._holder.layout()
        if self._form is not None and layout is not None:
            layout.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        form = RuleForm(state.figures.currency, state.names)
        form.typed.connect(self._presenter.type)
        form.row_typed.connect(self._presenter.type_in)
        form.row_added.connect(self._presenter.add_row)
        form.row_removed.connect(self._presenter.remove_row)
        form.customer_named.connect(self._presenter.add_customer)
        if state.draft is not None:
            form.show_section(section, state.draft)
        if layout is not None:
            layout.addWidget(form)
        self._form = form
        self._area.verticalScrollBar().setValue(place)

    def _show_start(self, state: ProgramState) -> None:
        for field, text in ((self._starts, state.starts), (self._note, state.note)):
            if field.text() != text:
                field.setText(text)
        self._starts.show_wrong(state.starts_fault)
        self._wrong_start.show_text(state.starts_fault)
        self._wrong_start.setVisible(bool(state.starts_fault))

    def _show_versions(self, state: ProgramState) -> None:
        if self._versions is not None:
            self._versions.setParent(None)
            self._versions.deleteLater()
        versions = state.versions or ()
        self._versions = RowTable(
            say("Versions of the rules"), version_columns(state.figures), row_height=NARROW_ROW
        )
        self._versions.opened.connect(self._open_version)
        self._versions.show_rows(version_lines(versions, state.figures.currency))
        self._versions_card.body.addWidget(self._versions, 1)
        self._versions.setVisible(bool(versions))
        self._versions_card.show_title(
            say("Versions"),
            say("Enter puts an older one into the form")
            if versions
            else say("kept rules will be listed here"),
        )

    def _open_version(self, line: VersionLine) -> None:
        if line.row.program is not None:
            self._presenter.use(line.row.program)
