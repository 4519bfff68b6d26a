"""Consent in an invented shop, for tests of the screen alone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from retailcrm.core.consents import CHANNELS
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import rows
from retailcrm.services.consent_rows import (
    CameRow,
    ChannelRow,
    ConsentTold,
    EventRow,
    WordingRow,
)
from retailcrm.services.finding import Told, Unit

_COUNTS = {
    "email": (1_204, 87, 3_310, 0, 0), "sms": (310, 12, 3_120, 902, 257),
    "post": (420, 31, 4_150, 0, 0), "phone": (12, 3, 4_586, 0, 0),
}  # fmt: skip
_ANSWERS = ("yes", "no", "never", "implied", "expired")


def a_channel(channel: str) -> ChannelRow:
    told = [
        Told(f"consent.{answer}", float(count), Unit.COUNT,
             rows("customers", finding="consents", channel=channel, answer=answer))
        for answer, count in zip(_ANSWERS, _COUNTS[channel], strict=True)
    ]  # fmt: skip
    rule = {"sms": "implied", "post": "unless_refused"}.get(channel, "yes")
    return ChannelRow(channel, rule, *told)


def an_event(number: int, *, given: bool, how: str, wording: str = "") -> EventRow:
    return EventRow(
        datetime(2025, 10, 30 - number, 14, 5, tzinfo=UTC), number, f"June Okafor {number}",
        "email", given, how, "people.csv" if how == "file" else how, wording, "Ines",
        rows("customers", customer=str(number), part="cards"),
    )  # fmt: skip


WORDING = "May My shop write to you by e-mail about news and offers?"
TOLD = ConsentTold(
    4_601,
    tuple(a_channel(one) for one in CHANNELS),
    (CameRow("email", "counter", 210, 7), CameRow("email", "file", 1_010, 71),
     CameRow("email", "returned", 0, 12)),
    (an_event(1, given=True, how="counter", wording=WORDING), an_event(2, given=False, how="file"),
     an_event(3, given=False, how="returned")),
    (WordingRow("email", 0, None, WORDING, False, 210),
     WordingRow("email", 1, date(2025, 10, 1), "May we send you our letter?", True, 0),
     *(WordingRow(one, 0, None, f"May we use {one}?", True, 0) for one in CHANNELS[1:])),
)  # fmt: skip


@dataclass
class FakeConsents:
    """Consent that writes down what it was asked."""

    told: ConsentTold = ConsentTold(0, tuple(a_channel(one) for one in CHANNELS), (), (), ())  # noqa: RUF009
    asked: list[tuple[str, str]] = field(default_factory=list)
    refusal: str = ""

    def read(self) -> ConsentTold:
        return self.told

    def take(self, channel: str, rule: str) -> Outcome[None]:
        self.asked.append((channel, rule))
        return Outcome(None, frozenset(), "What it takes to be written to is kept.")

    def ask_with(self, channel: str, text: str) -> Outcome[WordingRow]:
        if self.refusal:
            raise UserError(self.refusal)
        self.asked.append((channel, text))
        row = WordingRow(channel, 2, date(2025, 11, 1), text, True, 0)
        return Outcome(row, frozenset(), "Asked with these words from today on.")
