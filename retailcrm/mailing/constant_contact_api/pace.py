"""Asking no oftener than the service allows: four times a second, ten thousand a day."""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from retailcrm.mailing.constant_contact_api.faults import QUOTA, TOO_MANY, Refused

A_SECOND, A_DAY = 4, 10_000

Sleep = Callable[[float], None]


class Pace:
    """Waits before a question where it must.

    Args:
        clock: gives the time now.
        sleep: waits for so many seconds.
        a_day: questions that are left to this shop each day.
    """

    def __init__(self, clock: Callable[[], datetime], sleep: Sleep, a_day: int = A_DAY) -> None:
        self._clock = clock
        self._sleep = sleep
        self._a_day = a_day
        self._last: deque[float] = deque(maxlen=A_SECOND)
        self._day = 0
        self._asked = 0

    def wait(self) -> None:
        """Wait until the next question may be asked.

        Raises:
            Refused: as many were asked today as one day allows.
        """
        now = self._clock().timestamp()
        self._count(now)
        if len(self._last) == A_SECOND:
            early = self._last[0] + 1 - now
            if early > 0:
                self._sleep(early)
                now += early
        self._last.append(now)

    def rest(self, seconds: float) -> None:
        """Wait because the service asked for it."""
        self._sleep(seconds)

    def _count(self, now: float) -> None:
        day = int(now // 86_400)  # the service's days begin at midnight UTC
        if day != self._day:
            self._day, self._asked = day, 0
        if self._asked >= self._a_day:
            raise Refused(TOO_MANY, QUOTA, "Limit Exceeded")
        self._asked += 1
