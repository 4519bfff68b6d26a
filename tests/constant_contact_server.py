"""A small Constant Contact on this computer, built from what its interface is known to do."""

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST_LINES, MOST_BYTES, LIST_NAME = 40_000, 4 << 20, "list_id"
KNOWN = frozenset(
    {
        "anniversary", "birthday_day", "birthday_month", "city", "company_name", "country", "email",
        "first_name", "job_title", "last_name", "phone", "sms_consent_date", "sms_number", "state",
        "street", "street2", "zip",
    }
)  # fmt: skip
THROTTLED = (429, [{"error_key": "throttled", "error_message": "Too Many Requests"}])
QUOTA = (429, {"error_key": "quota_exceeded", "error_message": "Limit Exceeded"})
QUEUED = (
    429,
    {"message": "You exceeded 1,000 queued activities for this user account."},
)
BUSY = (503, {"message": "Service Unavailable"})
#: the line is cut before the question is acted upon, or after
CUT_BEFORE, CUT_AFTER = "before", "after"
Fault = str | tuple[int, Any]


@dataclass
class Shop:
    """What the service keeps, and what a test tells it to do wrong."""

    people: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)  # address to when
    lists: dict[str, str] = field(default_factory=dict)  # id to name
    fields: dict[str, str] = field(default_factory=dict)  # label to name
    activities: list[dict[str, Any]] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)
    reports: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    mailings: list[str] = field(default_factory=list)
    #: (method and path begin so, fault), used up one by one
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    access: str = "access-0"
    renewal: str = "renewal-0"
    codes: dict[str, str] = field(default_factory=dict)  # code to challenge
    given: int = 0
    page: int = 2
    tells_files: bool = True
    state_after: str = "completed"

    def expire(self) -> None:
        """Let the key that is in use open nothing more."""
        self.access = "another"

    def authorize(self, address: str) -> str:
        """Say yes in the browser; give the address to which it is sent."""
        asked = {name: told[0] for name, told in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "offline_access" in asked["scope"]
        self.codes["code-1"] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?code=code-1&state={asked['state']}"


@contextmanager
def constant_contact(shop: Shop) -> Iterator[str]:
    """Run the service; give its address."""

    class Handler(_Handler):
        world = shop

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(server.serve_forever, 0.01)
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            running.result()
            server.server_close()


class _Handler(BaseHTTPRequestHandler):
    world: Shop

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet."""

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = f"{method} {self.path}"
        self.world.asked.append(asked)
        fault = self._fault(asked)
        if isinstance(fault, tuple):
            self._say(*fault)
            return
        if fault != CUT_BEFORE:
            status, told = self._route(method, body)
            if fault is None:
                self._say(status, told)
                return
        self.close_connection = True

    def _fault(self, asked: str) -> Fault | None:
        for place, (begins, fault) in enumerate(self.world.faults):
            if asked.startswith(begins):
                del self.world.faults[place]
                return fault
        return None

    def _say(self, status: int, told: Any) -> None:
        body = b"" if told is None else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _route(self, method: str, body: bytes) -> tuple[int, Any]:
        parts = urlsplit(self.path)
        query = {name: told[0] for name, told in parse_qs(parts.query).items()}
        if parts.path == "/token":
            return self._token({n: v[0] for n, v in parse_qs(body.decode()).items()})
        if self.headers.get("Authorization") != f"Bearer {self.world.access}":
            return 401, {"error_key": "unauthorized", "error_message": "Unauthorized"}
        path = parts.path.removeprefix("/v3")
        for pattern, act in _ROUTES.items():
            found = re.fullmatch(pattern, f"{method} {path}")
            if found:
                told: tuple[int, Any] = act(self, query, body, *found.groups())
                return told
        return 404, [{"error_key": "not_found", "error_message": path}]

    def _token(self, form: dict[str, str]) -> tuple[int, Any]:
        world = self.world
        if form["grant_type"] == "authorization_code":
            challenge = world.codes.pop(form["code"], "")
            made = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
            if challenge != made.rstrip(b"=").decode():
                return 400, {"error": "invalid_grant", "error_description": "The code is invalid."}
        elif form["refresh_token"] != world.renewal:
            return 400, {"error": "invalid_grant", "error_description": "The token is invalid."}
        world.given += 1
        world.access, world.renewal = f"access-{world.given}", f"renewal-{world.given}"
        return 200, {
            "access_token": world.access,
            "refresh_token": world.renewal,
            "expires_in": 86_400,
            "token_type": "Bearer",
        }

    def _paged(self, name: str, rows: list[Any], query: dict[str, str]) -> tuple[int, Any]:
        at, page = int(query.get("cursor", 0)), self.world.page
        told: dict[str, Any] = {name: rows[at : at + page]}
        if at + page < len(rows):
            path = urlsplit(self.path).path
            told["_links"] = {"next": {"href": f"{path}?cursor={at + page}"}}
        return 200, told

    def _lists(self, query: dict[str, str], _body: bytes) -> tuple[int, Any]:
        rows = [{"list_id": one, "name": name} for one, name in self.world.lists.items()]
        return self._paged("lists", rows, query)

    def _make_list(self, _query: dict[str, str], body: bytes) -> tuple[int, Any]:
        name = json.loads(body)["name"]
        if name in self.world.lists.values():
            return 409, [{"error_key": "contacts.api.conflict", "error_message": "name in use"}]
        number = f"list-{len(self.world.lists) + 1}"
        self.world.lists[number] = name
        return 201, {"list_id": number, "name": name}

    def _fields(self, query: dict[str, str], _body: bytes) -> tuple[int, Any]:
        rows = [{"label": label, "name": name} for label, name in self.world.fields.items()]
        return self._paged("custom_fields", rows, query)

    def _make_field(self, _query: dict[str, str], body: bytes) -> tuple[int, Any]:
        told = json.loads(body)
        assert len(told["label"]) <= 50
        assert told["type"] in {"string", "date"}
        if told["label"] in self.world.fields:
            return 409, [{"error_key": "conflict", "error_message": "label in use"}]
        self.world.fields[told["label"]] = told["label"].replace(" ", "_")
        return 201, {"label": told["label"], "name": self.world.fields[told["label"]]}

    def _import(self, _query: dict[str, str], body: bytes) -> tuple[int, Any]:
        told = _multipart(self.headers["Content-Type"], body)
        name, content = told["file"]
        lists = told["list_ids"][1].decode().split(",")
        if not name.endswith(".csv"):
            return 415, [{"error_key": "unsupported", "error_message": "Only CSV."}]
        if not 1 <= len(lists) <= 50 or any(one not in self.world.lists for one in lists):
            return 400, [{"error_key": "contacts.api.validation", "error_message": "list_ids"}]
        rows = list(csv.DictReader(io.StringIO(content[:MOST_BYTES].decode())))[: MOST_LINES - 1]
        strange = [
            one
            for one in rows[0]
            if one not in KNOWN and one.removeprefix("cf:") not in self.world.fields.values()
        ]
        if strange or "email" not in rows[0]:
            message = f"unknown columns {strange}"
            return 400, [{"error_key": "contacts.api.validation", "error_message": message}]
        self.world.uploads.append(content)
        activity = {
            "activity_id": f"work-{len(self.world.activities) + 1}",
            "state": "initialized",
            "created_at": "2026-11-02T09:30:00Z",
            "source_file_name": name if self.world.tells_files else "",
            "status": {"items_total_count": len(rows)},
        }
        self.world.activities.append({**activity, "rows": rows})
        return 201, activity

    def _activities(self, query: dict[str, str], _body: bytes) -> tuple[int, Any]:
        rows = [{**one, "rows": None} for one in self.world.activities]
        return self._paged("activities", rows, query)

    def _activity(self, _query: dict[str, str], _body: bytes, number: str) -> tuple[int, Any]:
        found = next(one for one in self.world.activities if one["activity_id"] == number)
        following = {"initialized": "processing", "processing": self.world.state_after}
        found["state"] = following.get(found["state"], found["state"])
        if found["state"] == "completed" and "done" not in found:
            found["done"] = True
            self._take(found)
        return 200, {**found, "rows": None}

    def _take(self, activity: dict[str, Any]) -> None:
        counts = {"person_count": 0, "error_count": 0, "cannot_add_to_list_count": 0}
        errors = []
        for row in activity["rows"]:
            if len(row["email"]) > 50:
                counts["error_count"] += 1
                errors.append({"message": "email is too long"})
            elif row["email"] in self.world.refused:
                counts["cannot_add_to_list_count"] += 1
            else:
                counts["person_count"] += 1
                self.world.people[row["email"]] = row
        activity["status"] |= counts
        activity["activity_errors"] = errors

    def _contacts(self, query: dict[str, str], _body: bytes) -> tuple[int, Any]:
        rows = [
            {
                "contact_id": at,
                "email_address": {
                    "address": address,
                    "permission_to_send": "unsubscribed",
                    "opt_out_date": when,
                    "opt_out_reason": "Too many",
                },
            }
            for at, (address, when) in enumerate(self.world.refused.items())
            if when >= query.get("optout_after", "")
        ]
        return self._paged("contacts", rows, query)

    def _mailings(self, _query: dict[str, str], _body: bytes) -> tuple[int, Any]:
        rows = [
            {"campaign_id": f"mail-{one}", "name": one, "current_status": "Done"}
            for one in self.world.mailings
        ]
        return 200, {"campaigns": rows}

    def _mailing(self, _query: dict[str, str], _body: bytes, name: str) -> tuple[int, Any]:
        activity = {"campaign_activity_id": name, "role": "primary_email"}
        return 200, {"campaign_activities": [{"role": "permalink"}, activity]}

    def _report(
        self, query: dict[str, str], _body: bytes, mailing: str, kind: str
    ) -> tuple[int, Any]:
        rows = self.world.reports.get(f"{mailing}/{kind}", [])
        return self._paged("tracking_activities", rows, query)


_ROUTES: dict[str, Any] = {
    r"GET /contact_lists": _Handler._lists,
    r"POST /contact_lists": _Handler._make_list,
    r"GET /contact_custom_fields": _Handler._fields,
    r"POST /contact_custom_fields": _Handler._make_field,
    r"POST /activities/contacts_file_import": _Handler._import,
    r"GET /activities": _Handler._activities,
    r"GET /activities/([\w-]+)": _Handler._activity,
    r"GET /contacts": _Handler._contacts,
    r"GET /emails": _Handler._mailings,
    r"GET /emails/mail-([\w-]+)": _Handler._mailing,
    r"GET /reports/email_reports/([\w-]+)/tracking/(\w+)": _Handler._report,
}


def _multipart(kind: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """Take a form apart; give file name and content by name."""
    border = kind.partition("boundary=")[2].encode()
    found = {}
    for piece in body.split(b"--" + border)[1:-1]:
        head, _, content = piece.partition(b"\r\n\r\n")
        name = re.search(rb'; name="([^"]+)"', head)
        file = re.search(rb'filename="([^"]+)"', head)
        assert name is not None
        found[name.group(1).decode()] = (
            file.group(1).decode() if file else "",
            content.removesuffix(b"\r\n"),
        )
    return found
