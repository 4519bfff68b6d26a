"""The column of big actions, and what the other keys do."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from retailcrm.core.words import say
from retailcrm.ui.actions import cap
from retailcrm.ui.kit.layout import column, line
from retailcrm.ui.kit.text import Phrase
from retailcrm.ui.screens.counter.action_button import WIDTH, ActionButton
from retailcrm.ui.screens.counter.spending import cap_words
from retailcrm.ui.screens.counter.state import CounterState, Page, Panel

_TITLES = {
    "award": "Award points", "redeem": "Redeem points", "swap": "Swap lost card",
    "customer": "Open profile", "new": "New member", "back": "Next customer",
}  # fmt: skip


class ActionsColumn(QWidget):
    """Six actions and the keys that have no button.

    Args:
        act: does what a key does.
        has_profile: the person may look at more than the member in front.
    """

    def __init__(self, act: Callable[[str], object], *, has_profile: bool = True) -> None:
        super().__init__()
        self._buttons = {
            key: ActionButton(say(title), cap(key), partial(act, key))
            for key, title in _TITLES.items()
            if has_profile or key != "customer"
        }
        self._keys = Phrase(role="body", wrap=True)
        self.setFixedWidth(WIDTH)
        self.setLayout(column(*self._buttons.values(), 4, line(), self._keys, None, gap=12))

    def show_state(self, state: CounterState) -> None:
        """Say what each key does now."""
        is_member = state.page is Page.MEMBER and state.member is not None
        is_idle = state.panel is Panel.NONE
        has_points = is_member and state.member is not None and state.member.account is not None
        has_points = has_points and state.shop.program is not None
        must_swap = is_member and is_idle and _is_blocked(state)
        awards = has_points and is_idle and not must_swap
        self._show("award", _award_words(state), is_on=has_points, first=awards)
        self._show("redeem", _redeem_words(state), is_on=has_points and not _is_blocked(state))
        has_card = bool(is_member and state.member and state.member.card)
        swap = say("Swap lost card") if has_card or not is_member else say("Give a card")
        self._buttons["swap"].show_as(
            swap, say("points and history stay"), is_on=is_member, is_primary=must_swap
        )
        self._show("customer", say("receipts, why this balance"), is_on=is_member)
        nobody = state.page is Page.HOME or (state.page is Page.TOLD and _may_enrol(state))
        self._show(
            "new", say("enrol in 20 seconds"), is_on=state.page is not Page.ENROL,
            first=nobody and state.shop.is_known,
        )  # fmt: skip
        title, beside = _back_words(state)
        self._buttons["back"].show_as(title, beside, is_on=True)
        self._keys.show_runs(_key_words(state))

    def _show(self, key: str, beside: str, *, is_on: bool, first: bool = False) -> None:
        if key not in self._buttons:
            return
        title = say(_TITLES[key])
        self._buttons[key].show_as(title, beside, is_on=is_on, is_primary=first)


def _may_enrol(state: CounterState) -> bool:
    """Say whether a new member is the next step: not after a product or what was misread."""
    return state.told is not None and bool(state.told.card or state.told.typed)


def _is_blocked(state: CounterState) -> bool:
    return state.member is not None and state.member.card_blocked


def _award_words(state: CounterState) -> str:
    if state.shop.is_known and state.shop.program is None:
        return say("needs a points program")
    return say("type the points, Enter")


def _redeem_words(state: CounterState) -> str:
    member, program = state.member, state.shop.program
    if program is None:
        return _award_words(state) if state.shop.is_known else ""
    if state.page is not Page.MEMBER or member is None or member.account is None:
        return say("for money off or a reward")
    if member.card_blocked:
        return say("swap the blocked card first")
    words = cap_words(member.account.available, program, state.shop.figures)
    return words[:1].lower() + words[1:].rstrip(".")


def _back_words(state: CounterState) -> tuple[str, str]:
    if state.page is Page.ENROL or (state.page is Page.MEMBER and state.panel is not Panel.NONE):
        return say("Leave it"), say("nothing is written")
    if state.page is Page.CODE:
        return say("Leave it"), say("the code is not used")
    if state.page is Page.HOME:
        return say("Back"), say("to where you were")
    return say("Next customer"), say("clears the screen")


def _key_words(state: CounterState) -> tuple[tuple[str, bool], ...]:
    parts = [(say("Any scan lands in the field above, wherever you are.") + " ", False)]
    if state.page is Page.MEMBER and state.member is not None and state.member.card:
        parts += [(cap("print"), True), (" " + say("prints the card.") + " ", False)]
    if state.undo is not None:
        words = say("takes back: {what}.", what=state.undo.told)
        parts += [(cap("undo"), True), (" " + words, False)]
    return tuple(parts)
