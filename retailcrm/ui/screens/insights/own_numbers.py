"""The owner's own numbers about money, as typed, and what is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Protocol

from retailcrm.core.money import decimal_text, minor_digits, to_minor
from retailcrm.core.outcome import Outcome
from retailcrm.core.words import say
from retailcrm.services.assumptions import Assumptions
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

SHARES, AMOUNTS = ("brought", "keeps"), ("offer", "winning", "running")
_MOST = Decimal(10) ** 10
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands in the fields.

    Attributes:
        texts: by name; shares in percent, amounts in the shop's currency, "" for none.
        wrong: what is wrong, by name.
        currency: ISO code.
        is_busy: it is being kept.
        problem: why it was not kept.
    """

    texts: Mapping[str, str]
    wrong: Mapping[str, str]
    currency: str = ""
    is_busy: bool = False
    problem: str = ""


class NumbersView(Protocol):
    """What the presenter may ask of the card."""

    def show_numbers(self, numbers: Numbers) -> None:
        """Paint this."""


def texts_of(told: Assumptions, currency: str) -> dict[str, str]:
    """Write the numbers out for editing."""
    digits = minor_digits(currency)
    shares = {name: _percent(getattr(told, name)) for name in SHARES}
    amounts = {name: _amount(getattr(told, name), digits) for name in AMOUNTS}
    return {**shares, **amounts}


def faults(texts: Mapping[str, str]) -> dict[str, str]:
    """Say what is wrong with what was typed, by name."""
    found = {}
    for name in SHARES:
        number = _number(texts[name])
        needed = name == "brought"
        if not texts[name].strip() and not needed:
            continue
        if number is None or not 0 <= number <= _HUNDRED:
            found[name] = say("A share lies between 0 and 100 %.")
    for name in AMOUNTS:
        number = _number(texts[name])
        if texts[name].strip() and (number is None or not 0 <= number <= _MOST):
            found[name] = say("Type an amount, such as 12.50.")
    return found


def numbers_typed(texts: Mapping[str, str], currency: str) -> Assumptions:
    """Read what was typed; it must be without faults."""
    digits = minor_digits(currency)

    def share(name: str) -> float | None:
        number = _number(texts[name])
        return None if number is None else float(number / _HUNDRED)

    def amount(name: str) -> int | None:
        number = _number(texts[name])
        return None if number is None else to_minor(number, digits)

    return Assumptions(
        brought=share("brought") or 0.0,
        offer=amount("offer"),
        keeps=share("keeps"),
        winning=amount("winning"),
        running=amount("running") or 0,
    )


class OwnNumbers:
    """Reads the owner's numbers, checks them while she types, and keeps them."""

    def __init__(
        self,
        view: NumbersView,
        services: Callable[[], Services],
        jobs: Jobs,
        on_kept: Callable[[], None],
    ) -> None:
        self._view, self._services, self._jobs, self._on_kept = view, services, jobs, on_kept
        self._shown = Numbers({}, {})

    def refresh(self) -> None:
        """Read what is kept."""
        services = self._services()

        def read() -> Numbers:
            currency = services.shop.settings().currency
            return Numbers(texts_of(services.insights.money.assumptions(), currency), {}, currency)

        self._jobs.start(
            lambda _progress: read(),
            on_done=self._show,
            on_error=lambda error: self._show(replace(self._shown, problem=str(error))),
            replaces="money.numbers",
        )

    def type(self, name: str, text: str) -> None:
        """Take what stands in a field."""
        texts = {**self._shown.texts, name: text}
        self._show(replace(self._shown, texts=texts, wrong=faults(texts), problem=""))

    def keep(self) -> None:
        """Keep the numbers, unless one of them is wrong."""
        shown = self._shown
        if not shown.texts or shown.wrong or shown.is_busy:
            return
        told, services = numbers_typed(shown.texts, shown.currency), self._services()
        self._show(replace(shown, is_busy=True))
        self._jobs.start(
            lambda _progress: services.insights.money.assume(told),
            on_done=self._kept,
            on_error=lambda error: self._show(
                replace(self._shown, is_busy=False, problem=str(error))
            ),
            lane=Lane.WRITE,
        )

    def _kept(self, outcome: Outcome[Assumptions]) -> None:
        texts = texts_of(outcome.value, self._shown.currency)
        self._show(replace(self._shown, texts=texts, wrong={}, is_busy=False, problem=""))
        self._on_kept()

    def _show(self, numbers: Numbers) -> None:
        self._shown = numbers
        self._view.show_numbers(numbers)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.6g}"


def _amount(minor: int | None, digits: int) -> str:
    return "" if minor is None else decimal_text(minor, digits)
