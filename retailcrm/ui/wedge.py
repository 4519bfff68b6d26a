"""Tell a scanner from a person by the rhythm of the keys; knows no window and no clock."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class WedgeRule:
    """What counts as a scan; times in milliseconds.

    Attributes:
        gap: a longer pause between two keys begins something new.
        mean: the keys of a scan follow each other at least so fast, on average.
        least: a scan has at least so many signs.
        idle: a scanner that sends no Enter is done after such a pause.
        prefix: the sign this shop's scanner sends first; what begins with it is a scan,
            however slow the line.
        prefixed_gap: the pause that ends a scan with a prefix.
    """

    gap: float = 50.0
    mean: float = 30.0
    least: int = 6
    idle: int = 100
    prefix: str = ""
    prefixed_gap: float = 500.0


USUAL = WedgeRule()


def rule_for(prefix: str, gap: float) -> WedgeRule:
    """Make the rule of a shop whose scanner leaves such pauses between its keys."""
    return WedgeRule(
        gap=gap, mean=gap * USUAL.mean / USUAL.gap, idle=max(USUAL.idle, round(2 * gap)),
        prefix=prefix, prefixed_gap=max(USUAL.prefixed_gap, 2 * gap),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """What came in while the scanner was tried; times in milliseconds.

    Attributes:
        signs: everything that was typed.
        mean: pause between two keys on average.
        longest: the longest of them.
        has_end: the scanner sent Enter or Tab behind it.
        is_scan: it counts as a scan.
    """

    signs: str
    mean: float
    longest: float
    has_end: bool
    is_scan: bool


class Trial:
    """Measures keys as they come, and says what a rule makes of them."""

    def __init__(self) -> None:
        self._keys: list[tuple[str, float]] = []

    def press(self, sign: str, at: float) -> None:
        """Hear a sign."""
        self._keys.append((sign, at))

    def end(self, rule: WedgeRule, at: float | None = None) -> Tried | None:
        """Say what came in; without a time the keys ended in silence. None: nothing came."""
        keys, self._keys = self._keys, []
        if not keys:
            return None
        times = [time for _sign, time in keys]
        gaps = [later - earlier for earlier, later in pairwise(times)] or [0.0]
        wedge = Wedge(rule)
        for sign, time in keys:
            wedge.press(sign, time)
        signs = "".join(sign for sign, _time in keys)
        code = wedge.idle() if at is None else wedge.end(at)
        return Tried(signs, sum(gaps) / len(gaps), max(gaps), at is not None, code == signs)


class Wedge:
    """Collects keys until they are a scan, or are not.

    Args:
        rule: what counts as a scan.
    """

    def __init__(self, rule: WedgeRule = USUAL) -> None:
        self._rule = rule
        self._signs = ""
        self._first = self._last = 0.0

    @property
    def rule(self) -> WedgeRule:
        """What counts as a scan."""
        return self._rule

    def use(self, rule: WedgeRule) -> None:
        """Listen by another rule from now on."""
        self._rule = rule
        self.forget()

    def press(self, sign: str, at: float) -> bool:
        """Hear a sign.

        Returns:
            Whether it begins something new, so that the field's text before it may be kept.
        """
        begins = not self._signs or not 0 <= at - self._last <= self._longest_gap
        if begins:
            self._signs, self._first = "", at
        self._signs += sign
        self._last = at
        return begins

    def end(self, at: float) -> str:
        """Hear Enter or Tab: give the code if a scan came before it, else nothing."""
        in_time = 0 <= at - self._last <= self._longest_gap
        return self._take() if in_time else self._drop()

    def idle(self) -> str:
        """Give the code of a scanner that sends no Enter, once it has been silent."""
        return self._take()

    def forget(self) -> None:
        """Begin anew: a key was held down, or another than a sign was pressed."""
        self._signs = ""

    @property
    def _longest_gap(self) -> float:
        return self._rule.prefixed_gap if self._is_marked else self._rule.gap

    @property
    def _is_marked(self) -> bool:
        return bool(self._rule.prefix) and self._signs.startswith(self._rule.prefix)

    def _take(self) -> str:
        code = self._signs if self._is_scan() else ""
        self.forget()
        return code

    def _drop(self) -> str:
        self.forget()
        return ""

    def _is_scan(self) -> bool:
        if self._is_marked:
            return len(self._signs) > len(self._rule.prefix)
        if len(self._signs) < self._rule.least or not _is_code(self._signs):
            return False
        return self._last - self._first <= self._rule.mean * (len(self._signs) - 1)


def _is_code(signs: str) -> bool:
    """A card has a digit and no space; names and addresses may be typed by other programs."""
    return any(sign.isdigit() for sign in signs) and " " not in signs and "@" not in signs
