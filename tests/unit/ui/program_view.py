"""What stands in for the Program screen in the tests of its presenters."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from retailcrm.core.figures import Figures
from retailcrm.ui.screens.program.moving import MoveState
from retailcrm.ui.screens.program.owing import OwedState
from retailcrm.ui.screens.program.past import (
    PastState,
)
from retailcrm.ui.screens.program.state import ProgramState

USD = Figures("USD")
NOW = datetime(2025, 11, 1, 8, 30, tzinfo=UTC)


@dataclass
class View:
    """Remembers what it was shown and told; counts when the person pauses."""

    state: ProgramState = field(default_factory=ProgramState)
    past: PastState = field(default_factory=PastState)
    move: MoveState = field(default_factory=MoveState)
    owed: OwedState = field(default_factory=OwedState)
    told: list[str] = field(default_factory=list)
    pauses: int = 0

    def show_state(self, state: ProgramState) -> None:
        self.state = state

    def show_past(self, state: PastState) -> None:
        self.past = state

    def show_move(self, state: MoveState) -> None:
        self.move = state

    def show_owed(self, state: OwedState) -> None:
        self.owed = state

    def count_soon(self) -> None:
        self.pauses += 1

    def plan_soon(self) -> None:
        self.pauses += 1

    def tell(self, text: str) -> None:
        self.told.append(text)
