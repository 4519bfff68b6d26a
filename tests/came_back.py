"""What came back of sendings to a small shop, for the tests of it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from retailcrm.core.consents import standing
from retailcrm.db.answers import answers_by_person
from retailcrm.db.suppressions import mark_of, salt_of, suppressed_until
from retailcrm.services.mail_back import BackFile, ReadBack
from retailcrm.wiring import Services
from tests.builders import a_directory, a_person, a_sale, an_export, one_value, taken_in
from tests.drawn import drawn


def two_known(shop: Services, folder: Path) -> Services:
    """Let a shop know Ana and Bob, who said yes, by their addresses."""
    taken_in(
        shop,
        an_export(folder / "sales.csv", a_sale("0", day="2026-05-01")),
        a_directory(
            folder / "people.csv",
            a_person("C1", "Ana", "Lima", email="ana@example.com", mails="subscribed"),
            a_person("C2", "Bob", "Stone", email="bob@example.com", mails="subscribed"),
        ),
    )
    return shop


def whose(shop: Services, email: str) -> int:
    """Give the customer with an address."""
    return int(one_value(shop, "SELECT id FROM customer WHERE email = :email", email=email))


def read(shop: Services, path: Path, kind: str = "", campaign: int | None = None) -> BackFile:
    """Read one report."""
    (found,) = shop.campaigns.back.read(ReadBack(path, kind, campaign)).value.files
    return found


def mails(shop: Services, email: str, channel: str = "email") -> bool | None:
    """Give the answer that holds for the customer with an address."""
    customer = whose(shop, email)
    with shop.books.read() as connection:
        told = answers_by_person(connection, [customer]).get(customer, ())
    return standing(answer for _, answer in told).get(channel)


def is_stopped(shop: Services, address: str, channel: str = "email") -> bool:
    """Say whether an address is not used again."""
    with shop.books.read() as connection:
        marks = suppressed_until(connection, [channel])
        return mark_of(salt_of(connection), channel, address) in marks


def a_campaign(shop: Services, number: int, sent: str, *people: int, channel: str = "email") -> int:
    """Send a campaign: a list that left on a morning, with these people on it."""
    at = datetime.fromisoformat(f"{sent}T09:00:00-04:00")
    day = (at.date() - datetime(1970, 1, 1).date()).days  # noqa: DTZ001
    with shop.books.write() as unit:
        run = unit.connection.execute
        name = f"Campaign {number}"
        drawn(unit.connection, (), day, id=number, name=name, channel=channel)
        run(
            text(
                "INSERT INTO list_export (id, at, service, channel, audience, campaign_id, "
                "included, suppressed) VALUES (:id, :at, 'csv', :channel, 'customers', :id, 1, 0)"
            ),
            {"id": number, "at": int(at.timestamp()), "channel": channel},
        )
        for one in people:
            run(
                text("INSERT INTO exported_row (export_id, customer_id, mark) VALUES (:e, :c, 0)"),
                {"e": number, "c": one},
            )
    return number


def deliveries(shop: Services) -> list[tuple[Any, ...]]:
    """List what is noted of sendings, oldest first."""
    with shop.books.read() as connection:
        return [
            tuple(row)
            for row in connection.execute(
                text("SELECT kind, campaign_id, detail, final FROM delivery ORDER BY at, id")
            )
        ]


def audited(shop: Services, action: str) -> Iterable[str]:
    """List what the audit says of an action."""
    with shop.books.read() as connection:
        return list(
            connection.scalars(
                text("SELECT detail FROM audit_event WHERE action = :action ORDER BY id"),
                {"action": action},
            )
        )
