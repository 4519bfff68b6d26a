"""Letters that came back, told by the code that was printed on them or by the member's card."""

import hashlib
from collections.abc import Iterable

from retailcrm.core.plain_address import plain_post
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.customer_pages import full_name, heads_of
from retailcrm.db.deliveries import (
    NewDelivery,
    add_deliveries,
    code_of_letter,
    known_deliveries,
    lists_by_person,
    postal_of,
    sent_on,
)
from retailcrm.db.kin import survivor_of
from retailcrm.db.suppressions import suppress
from retailcrm.loyalty.codes import plain_code
from retailcrm.services.back_rows import Letter, Returned
from retailcrm.services.member_scan import scanned
from retailcrm.services.moments import Moment

KIND, CHANNEL, SOURCE = "returned", "post", "scan"


class Letters:
    """Looks letters up and notes them.

    Args:
        connection: to read with, or inside a unit.
        now: where the shop is.
    """

    def __init__(self, connection: Reading, now: Moment) -> None:
        self._connection = connection
        self._now = now

    def letter(self, code: str) -> Letter:
        """Say whose letter it is."""
        found, _, key = self._look_up(code)
        if found.customer_id is not None and known_deliveries(self._connection, [key]):
            return _but(found, say("This letter was noted before."))
        return found

    def note(self, codes: Iterable[str]) -> Returned:
        """Note letters; unknown codes are told of and note nothing."""
        looked_up = [self._look_up(code) for code in codes]
        known = known_deliveries(self._connection, [key for _, _, key in looked_up])
        new: dict[str, NewDelivery] = {}
        letters = []
        for letter, campaign, key in looked_up:
            if letter.customer_id is None:
                letters.append(letter)
                continue
            if key in known or key in new:
                letters.append(_but(letter, say("This letter was noted before.")))
                continue
            letters.append(letter)
            new[key] = NewDelivery(
                letter.customer_id, campaign, CHANNEL, KIND, self._now.at, "", True, SOURCE, key
            )
        add_deliveries(self._connection, list(new.values()))
        return Returned(tuple(letters), len(new), self._stop(new.values()))

    def _stop(self, noted: Iterable[NewDelivery]) -> int:
        people = postal_of(self._connection, {one.customer for one in noted})
        places = {
            plain_post(row.last_name, row.street, row.postcode)
            for row in people.values()
            if row.street
        }
        if not places:
            return 0
        return suppress(
            self._connection, CHANNEL, places, reason=KIND, at=self._now.at, source=SOURCE
        )

    def _look_up(self, code: str) -> tuple[Letter, int | None, str]:
        """Find whose letter it is, its campaign, and the key under which it is noted."""
        printed = code_of_letter(self._connection, plain_code(code)) if plain_code(code) else None
        if printed is not None:
            customer = survivor_of(self._connection, printed[0])
            return self._letter(code, customer, printed[1])
        scan = scanned(self._connection, code)
        if scan.customer_id is None:
            sentence = say("{code} is on no letter and no card of ours.", code=code.strip())
            return Letter(code, sentence=sentence), None, ""
        return self._letter(code, scan.customer_id, None)

    def _letter(
        self, code: str, customer: int, campaign: int | None
    ) -> tuple[Letter, int | None, str]:
        sent = f"campaign {campaign}"
        if campaign is None:
            lists = lists_by_person(self._connection, [customer], (CHANNEL,)).get(customer, ())
            # Without a list it is told by the day: a pile is scanned in one go.
            sent = f"list {lists[-1].at}" if lists else f"day {self._now.day}"
            campaign = lists[-1].campaign if lists else None
            sent = sent if campaign is None else f"campaign {campaign}"
        key = hashlib.sha256(f"{KIND}\n{customer}\n{sent}".encode()).hexdigest()
        head = heads_of(self._connection, [customer]).get(customer)
        if head is None:
            gone = say("Whose letter it was is not in the books any more.")
            return Letter(code, sentence=gone), None, ""
        names = sent_on(self._connection)
        found = Letter(
            code,
            customer,
            full_name(head),
            self._address(customer),
            names[campaign][0] if campaign in names else "",
        )
        return found, campaign, key

    def _address(self, customer: int) -> str:
        row = postal_of(self._connection, [customer])[customer]
        return ", ".join(
            part for part in (row.street, f"{row.postcode} {row.city}".strip()) if part
        )


def _but(letter: Letter, sentence: str) -> Letter:
    return Letter(
        letter.code, letter.customer_id, letter.name, letter.address, letter.campaign, sentence
    )
