"""What Constant Contact refuses, in whichever of its forms it says so."""

import json
from typing import Any

from retailcrm.mailing.constant_contact_api.wire import Answer

QUOTA, THROTTLED, QUEUED = "quota_exceeded", "throttled", "queued"
UNAUTHORISED, FORBIDDEN, MISSING, TAKEN, TOO_MANY = 401, 403, 404, 409, 429
_FIRST_ERROR, _FIRST_OF_SERVER = 400, 500


class Refused(Exception):  # noqa: N818 - the service's answer, to be acted upon
    """Raised where the service says no.

    Attributes:
        status: of the answer.
        key: its own word for the reason.
        message: its own sentence.
    """

    def __init__(self, status: int, key: str, message: str) -> None:
        super().__init__(f"{status} {key} {message}".strip())
        self.status = status
        self.key = key
        self.message = message

    @property
    def kind(self) -> str:
        """Which of its limits an answer 429 speaks of; empty for any other."""
        if self.status != TOO_MANY:
            return ""
        told = f"{self.key} {self.message}".lower()
        if "queued activities" in told:
            return QUEUED
        return QUOTA if "quota" in told or "limit exceeded" in told else THROTTLED

    @property
    def is_passing(self) -> bool:
        """Whether the same question may be answered a little later."""
        return self.status >= _FIRST_OF_SERVER or self.kind == THROTTLED


def checked(answer: Answer) -> Any:
    """Give what a good answer says; None for an empty one.

    Raises:
        Refused: the service says no, or its answer cannot be read.
    """
    if answer.status >= _FIRST_ERROR:
        raise refusal(answer)
    if not answer.body.strip():
        return None
    try:
        return json.loads(answer.body)
    except ValueError as fault:
        raise Refused(answer.status, "unreadable", "The answer cannot be read.") from fault


def refusal(answer: Answer) -> Refused:
    """Read an error: a list of {error_key, error_message}, one of them, or {message}."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return Refused(answer.status, "", answer.body[:200].decode(errors="replace").strip())
    if isinstance(told, list):
        told = next((one for one in told if isinstance(one, dict)), {})
    if not isinstance(told, dict):
        return Refused(answer.status, "", str(told)[:200])
    key = told.get("error_key") or told.get("error") or told.get("code") or ""
    message = (
        told.get("error_message") or told.get("error_description") or told.get("message") or ""
    )
    return Refused(answer.status, str(key), str(message))


def problems_of(activity: dict[str, Any]) -> tuple[str, ...]:
    """List what an activity complains of; it says {message} where others say error_message."""
    told = activity.get("activity_errors") or ()
    return tuple(
        str(one.get("message") or one.get("error_message") or one)
        if isinstance(one, dict)
        else str(one)
        for one in told
    )
