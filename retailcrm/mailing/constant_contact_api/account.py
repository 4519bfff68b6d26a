"""What an account holds: its lists, fields, imports, refusals and reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from retailcrm.mailing.constant_contact_api.client import Client
from retailcrm.mailing.constant_contact_api.faults import TAKEN, Refused, problems_of
from retailcrm.mailing.constant_contact_api.parts import multipart

_PAGE = "500"
_FIELDS_PAGE = "100"
_EMAILS_PAGE = "50"
MOST_FIELDS = 100
_MOST_NAME = 255
_MOST_LABEL = 50
#: states in which an import is over
OVER = frozenset({"completed", "cancelled", "failed", "timed_out"})


@dataclass(frozen=True, slots=True)
class ContactList:
    """A list at the service."""

    id: str
    name: str
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """Work that the service took on.

    Attributes:
        id: as the service calls it.
        state: initialized, processing, completed, cancelled, failed or timed_out.
        kind: of work, as the service calls it.
        at: when it was taken on, epoch seconds; None: not told.
        file: name of the file it came in; empty: not told.
        total: rows.
        people: taken.
        errors: rows that were not taken.
        not_added: people who had refused and stay off the list.
        problems: in the service's own words.
    """

    id: str
    state: str
    kind: str = ""
    at: int | None = None
    file: str = ""
    total: int = 0
    people: int = 0
    errors: int = 0
    not_added: int = 0
    problems: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self.state in OVER


class Account:
    """Asks an account in the shop's words.

    Args:
        client: asks it.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def lists(self) -> tuple[ContactList, ...]:
        """Give every list."""
        told = self._client.pages(
            "/contact_lists", "lists", limit=_PAGE, include_membership_count="active"
        )
        return tuple(_list(one) for one in told)

    def list_named(self, name: str) -> ContactList:
        """Give the list of a name, made if it is not there."""
        wanted = name.strip()[:_MOST_NAME]
        held = self._find(wanted)
        if held is not None:
            return held
        try:
            return _list(self._client.post("/contact_lists", {"name": wanted, "favorite": False}))
        except Refused as refused:
            # Somebody made it between the two questions, or an unheard answer had made it.
            again = self._find(wanted) if refused.status == TAKEN else None
            if again is None:
                raise
            return again

    def fields(self) -> dict[str, str]:
        """Give the names of custom fields by their labels."""
        told = self._client.pages("/contact_custom_fields", "custom_fields", limit=_FIELDS_PAGE)
        return {str(one.get("label", "")): str(one.get("name", "")) for one in told}

    def make_fields(self, labels: tuple[str, ...]) -> dict[str, str]:
        """Give the names of these custom fields, made where they are missing and fit in."""
        held = self.fields()
        for label in labels:
            if label in held or len(held) >= MOST_FIELDS:
                continue
            try:
                told = self._client.post(
                    "/contact_custom_fields", {"label": label[:_MOST_LABEL], "type": "string"}
                )
            except Refused as refused:
                if refused.status != TAKEN:
                    raise
                held = {**self.fields(), **held}
                continue
            held[label] = str(told.get("name") or field_name(label))
        return {label: held[label] for label in labels if label in held}

    def send(self, name: str, content: bytes, lists: tuple[str, ...]) -> Activity:
        """Send one file of contacts."""
        kind, body = multipart(name, content, lists)
        return _activity(self._client.upload("/activities/contacts_file_import", kind, body))

    def activity(self, number: str) -> Activity:
        """Say how far an import is."""
        return _activity(self._client.get(f"/activities/{number}"))

    def activities(self) -> tuple[Activity, ...]:
        """List the work that the service took on."""
        told = self._client.pages("/activities", "activities", limit=_PAGE)
        return tuple(_activity(one) for one in told)

    def refusals(self, since: datetime | None) -> Iterator[dict[str, Any]]:
        """Give everyone who unsubscribed since then: `email`, `at`, `why`."""
        asked = {"status": "unsubscribed", "limit": _PAGE}
        if since is not None:
            told = since.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            asked["optout_after"] = told
        for one in self._client.pages("/contacts", "contacts", **asked):
            address = one.get("email_address")
            held = address if isinstance(address, dict) else {}
            yield {
                "email": str(held.get("address") or ""),
                "at": str(held.get("opt_out_date") or ""),
                "why": str(held.get("opt_out_reason") or ""),
            }

    def mailings(self, newest: int) -> tuple[str, ...]:
        """List what reports tell of: the newest mailings that were sent, by their activity."""
        told = self._client.get("/emails", limit=_EMAILS_PAGE)
        sent = [
            str(one.get("campaign_id") or "")
            for one in (told.get("campaigns") or () if isinstance(told, dict) else ())
            if str(one.get("current_status")) == "Done"
        ][:newest]
        return tuple(found for one in sent if (found := self._activity_of(one)))

    def report(self, mailing: str, kind: str) -> Iterator[dict[str, Any]]:
        """Give the entries of a report: opens, clicks, optouts or bounces."""
        path = f"/reports/email_reports/{mailing}/tracking/{kind}"
        return self._client.pages(path, "tracking_activities", limit=_PAGE)

    def _activity_of(self, mailing: str) -> str:
        told = self._client.get(f"/emails/{mailing}")
        held = told.get("campaign_activities") or () if isinstance(told, dict) else ()
        return next(
            (
                str(one.get("campaign_activity_id") or "")
                for one in held
                if one.get("role") == "primary_email"
            ),
            "",
        )

    def _find(self, name: str) -> ContactList | None:
        folded = name.casefold()
        return next((one for one in self.lists() if one.name.casefold() == folded), None)


def field_name(label: str) -> str:
    """Give the name that the service makes of a label."""
    return label.strip().replace(" ", "_")[:_MOST_LABEL]


def _list(told: dict[str, Any]) -> ContactList:
    count = told.get("membership_count")
    people = count if isinstance(count, int) else None
    return ContactList(str(told.get("list_id") or ""), str(told.get("name") or ""), people)


def _activity(told: dict[str, Any]) -> Activity:
    status = told.get("status")
    counts = status if isinstance(status, dict) else {}

    def count(name: str) -> int:
        value = counts.get(name)
        return value if isinstance(value, int) else 0

    return Activity(
        id=str(told.get("activity_id") or ""),
        state=str(told.get("state") or "initialized"),
        kind=str(told.get("activity_type") or ""),
        at=_epoch(str(told.get("created_at") or "")),
        file=str(told.get("source_file_name") or ""),
        total=count("items_total_count"),
        people=count("person_count"),
        errors=count("error_count"),
        not_added=count("cannot_add_to_list_count"),
        problems=problems_of(told),
    )


def _epoch(text: str) -> int | None:
    try:
        stamp = datetime.fromisoformat(text)
    except ValueError:
        return None
    return int(stamp.replace(tzinfo=stamp.tzinfo or UTC).timestamp())
