"""What the Program screen shows of the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from retailcrm.core.figures import Figures
from retailcrm.loyalty.program import Program
from retailcrm.services.program import VersionRow
from retailcrm.services.replaying import Preview
from retailcrm.ui.screens.phrases import PLAIN
from retailcrm.ui.screens.program.draft import Checked, Draft
from retailcrm.ui.work import Step

RULES, PAST, MOVE, WEEKS, OWED = "rules", "past", "move", "weeks", "owed"
NO_DRAFT = Checked(None, {})


@dataclass(frozen=True, slots=True)
class ProgramState:
    """Everything the rules page shows.

    Attributes:
        page: rules, past, move, weeks or owed.
        today: the shop's date.
        versions: the newest first; None until read.
        draft: the rules as typed; None until rules are opened or a beginning is chosen.
        checked: what the draft comes to.
        base: the rules that the draft began as; None for rules that were never kept.
        section: which section of the form is open.
        starts: first day of the new rules, as typed.
        starts_fault: what is wrong with that day.
        note: why the rules change, as typed.
        names: of the single customers with a multiplier, by number.
        preview: what rules would do; None until counted.
        tried: the rules that the preview is about; older than the draft while a count runs.
        counting: how far the count is; None while none runs.
        booking: how far keeping the rules is; None while nothing is kept.
        revision: counts the drafts opened so far, so that a view knows when to start anew.
    """

    page: str = RULES
    figures: Figures = PLAIN
    today: date = date.min
    versions: tuple[VersionRow, ...] | None = None
    draft: Draft | None = None
    checked: Checked = field(default=NO_DRAFT)
    base: Program | None = None
    section: str = "earning"
    starts: str = ""
    starts_fault: str = ""
    note: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    preview: Preview | None = None
    tried: Program | None = None
    counting: Step | None = None
    booking: Step | None = None
    problem: str = ""
    revision: int = 0

    @property
    def newest(self) -> VersionRow | None:
        """The version that follows all others; None without any."""
        return self.versions[0] if self.versions else None

    @property
    def in_force(self) -> VersionRow | None:
        """The version of today; None without any."""
        return next((one for one in self.versions or () if one.state == "in force"), None)

    @property
    def is_changed(self) -> bool:
        """Whether keeping the draft would change anything."""
        return self.draft is not None and self.checked.program != self.base

    @property
    def is_fresh(self) -> bool:
        """Whether the preview is about the draft as it stands."""
        return self.preview is not None and self.tried == self.checked.program

    @property
    def can_keep(self) -> bool:
        """Whether the draft may be kept."""
        is_right = self.checked.program is not None and not self.starts_fault
        return is_right and self.is_changed and self.booking is None

    @property
    def can_end(self) -> bool:
        """Whether there is a program to end."""
        held = self.newest
        return held is not None and held.program is not None and self.booking is None
