"""People of a shop, their addresses and what they said, to write to or to leave alone."""

from pathlib import Path

import numpy as np
from sqlalchemy import text

from retailcrm.db.mailable import Answers
from retailcrm.services.mailable import Mailable, MailableService
from retailcrm.services.member_rows import Enrolment
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, taken_in
from tests.conftest import clock
from tests.drawn import drawn

YES, NO = True, False
__all__ = ["NO", "YES", "Answers", "judged", "listed", "person", "reason_of", "says"]


def person(
    shop: Services,
    first: str,
    *,
    email: str = "",
    phone: str = "",
    yes: tuple[str, ...] = ("email",),
    no: tuple[str, ...] = (),
    street: str = "",
    postcode: str = "",
    last: str = "Lima",
) -> int:
    """Enrol somebody at the counter, who says yes and no there."""
    answers = [(channel, True, "May we?") for channel in yes]
    answers += [(channel, False, "May we?") for channel in no]
    wish = Enrolment(
        first_name=first,
        last_name=last,
        email=email,
        phone=phone,
        street=street,
        postcode=postcode,
        consents=tuple(answers),
        someone_else=True,
    )
    return shop.members.enrol(wish).value.customer_id


def says(shop: Services, customer: int, channel: str, *, given: bool) -> None:
    """Note an answer at the counter."""
    shop.members.consent(customer, channel, given=given, wording="May we write?")


def listed(shop: Services, folder: Path, email: str, *, mails: str, name: str = "list.csv") -> int:
    """Import a list that tells whether a person wants mail; give the batch."""
    first = email.split("@", maxsplit=1)[0].title()
    (report,) = taken_in(
        shop, a_directory(folder / name, a_person(f"T-{email}", first, email=email, mails=mails))
    )
    assert report.batch is not None
    return report.batch


def judged(shop: Services, *people: int, channel: str = "email") -> Mailable:
    return MailableService(shop.books, clock).of(np.array(people, dtype=np.int64), channel)


def reason_of(shop: Services, customer: int, channel: str = "email") -> str:
    """Say why one person alone is not written to; empty: she is."""
    found = judged(shop, customer, channel=channel)
    return next(iter(found.counts()), "")


def by_hand(shop: Services, statement: str, **values: object) -> None:
    """Change the books as only a test may."""
    with shop.books.write() as unit:
        unit.connection.execute(text(statement), values)


def a_campaign(
    shop: Services,
    number: int,
    *,
    control: tuple[int, ...],
    treated: tuple[int, ...],
    kind: str = "once",
) -> None:
    """Write down a campaign that is under way."""
    with shop.books.write() as unit:
        groups = (("Arm", control, ""), ("Arm", treated, ""))
        drawn(unit.connection, groups, 20_750, id=number, kind=kind, days=14)
