"""A new member, typed in the order in which people are asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.questions import Asker
from retailcrm.services.member_rows import Enrolled, Enrolment, LikelyPerson
from retailcrm.ui.screens.counter.asking import askable, wording
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

FIELDS = ("phone", "first_name", "last_name", "email", "postcode", "card", "source")
_LETTERS = 3  # a name of fewer is nobody's yet


@dataclass(frozen=True, slots=True)
class EnrolState:
    """Everything the form of a new member shows.

    Attributes:
        fields: what is typed, by name.
        consents: channel to answer; a channel nobody answered is missing.
        likely: who it may be already.
        completes: whom saving completes.
        someone_else: shares a contact with somebody known, and is another person.
        problem: why it could not be saved.
    """

    fields: tuple[tuple[str, str], ...] = ()
    consents: tuple[tuple[str, bool], ...] = ()
    likely: tuple[LikelyPerson, ...] = ()
    completes: LikelyPerson | None = None
    someone_else: bool = False
    prints: bool = False
    problem: str = ""
    is_busy: bool = False

    def text(self, name: str) -> str:
        """Give what is typed in a field."""
        return dict(self.fields).get(name, "")

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that make sense with the contacts typed so far."""
        return askable(dict(self.fields))


class EnrolView(Protocol):
    """What the presenter may ask of the form."""

    def show_enrolment(self, state: EnrolState) -> None:
        """Paint this."""


class Enrolling:
    """Types, warns and saves.

    Args:
        view: the form.
        services: the open shop.
        jobs: where questions and writes run.
        asker: for the wording of consents.
        saved: told of the new member, and whether her card is to be printed.
        known: told of a member whom the person turned out to be.
    """

    def __init__(
        self,
        view: EnrolView,
        services: Services,
        jobs: Jobs,
        asker: Callable[[], Asker],
        saved: Callable[[Enrolled, bool], object],
        known: Callable[[int], object],
    ) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self._asker, self._saved, self._known = asker, saved, known
        self._state = EnrolState()

    @property
    def state(self) -> EnrolState:
        """What is shown now."""
        return self._state

    @property
    def asker(self) -> Asker:
        """Who asks, for the wording of questions."""
        return self._asker()

    def begin(self, typed: str = "", card: str = "") -> None:
        """Begin anew with what was typed in the big field already."""
        self._state = EnrolState(fields=tuple(_guessed(typed, card).items()))
        self._view.show_enrolment(self._state)
        self._look()

    def type(self, name: str, text: str) -> None:
        """Take one field as it is typed, and look who it may be."""
        told = {**dict(self._state.fields), name: text}
        self._show(fields=tuple(told.items()), problem="")
        self._look()

    def answer(self, channel: str, *, given: bool | None) -> None:
        """Take a yes or no; None takes it back."""
        told = dict(self._state.consents)
        told.pop(channel, None)
        if given is not None:
            told[channel] = given
        self._show(consents=tuple(told.items()))

    def answer_next(self, *, given: bool) -> bool:
        """Take the answer to the first question that has none; say whether there is one."""
        open_ones = [one for one in self._state.channels if one not in dict(self._state.consents)]
        if not open_ones:
            return False
        self.answer(open_ones[0], given=given)
        return True

    def pick(self, person: LikelyPerson) -> None:
        """Take a known person: open a member, complete a customer without a card."""
        if person.card:
            self._known(person.customer_id)
        else:
            self._show(completes=person, someone_else=False, problem="")

    def be_someone_else(self, *, is_on: bool) -> None:
        """Say that a shared contact is no sign of the same person."""
        self._show(someone_else=is_on, completes=None)
        self._look()

    def print_too(self, *, is_on: bool) -> None:
        """Print the card once it is saved, or not."""
        self._show(prints=is_on)

    def save(self) -> None:
        """Keep the member."""
        if self._state.is_busy:
            return
        wish, prints = self._wish(), self._state.prints
        self._show(is_busy=True, problem="")
        self._jobs.start(
            lambda _: self._services.members.enrol(wish),
            on_done=lambda outcome: self._done(outcome, prints),
            on_error=self._failed,
            lane=Lane.WRITE,
        )

    def _done(self, outcome: Outcome[Enrolled], prints: bool) -> None:  # noqa: FBT001 - one fact
        self._show(is_busy=False)
        self._saved(outcome.value, prints)

    def _look(self) -> None:
        wish = self._wish()
        contacts = (wish.phone, wish.email, wish.last_name)
        if not any(len(one.strip()) >= _LETTERS for one in contacts):
            self._show(likely=())
            return
        self._jobs.start(
            lambda _: self._services.members.likely(wish),
            on_done=lambda found: self._show(likely=found),
            on_error=self._failed,
            replaces="likely",
        )

    def _wish(self) -> Enrolment:
        state, asker = self._state, self._asker()
        asked = dict(state.consents)
        return Enrolment(
            **{name: text.strip() for name, text in state.fields if name in FIELDS},
            consents=tuple(
                (one, asked[one], wording(one, asker)) for one in state.channels if one in asked
            ),
            customer_id=None if state.completes is None else state.completes.customer_id,
            someone_else=state.someone_else,
        )

    def _failed(self, error: UserError) -> None:
        self._show(is_busy=False, problem=str(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._view.show_enrolment(self._state)


def _guessed(typed: str, card: str) -> dict[str, str]:
    """Put what was typed in the big field where it belongs."""
    told = {"card": card} if card else {}
    digits = sum(sign.isdigit() for sign in typed)
    if "@" in typed:
        told["email"] = typed.strip()
    elif digits > len(typed) / 2:
        told["phone"] = typed.strip()
    elif typed.strip():
        first, _, last = typed.strip().partition(" ")
        told |= {"first_name": first, "last_name": last}
    return told
