"""What came in when the scanner was tried, in words."""

import math

from retailcrm.core.words import say
from retailcrm.ui.screens.settings.draft import MOST_GAP
from retailcrm.ui.wedge import USUAL, Tried

_STEP = 5


def tried_words(found: Tried, code: str, gap: int) -> tuple[str, bool]:
    """Say what came in, how fast, whether it counts as a scan, and what to change if not.

    Args:
        found: what came in.
        code: it without what the scanner adds.
        gap: the pause that is allowed between two keys now.

    Returns:
        The words, and whether all is well.
    """
    told = [_came(found)]
    if code != found.signs:
        told.append(say("Read as {code}.", code=code))
    told.append(_verdict(found, gap))
    if found.is_scan and not found.has_end:
        told.append(say("Your scanner sends no Enter behind it; that is well too."))
    return " ".join(told), found.is_scan


def _came(found: Tried) -> str:
    if len(found.signs) == 1:
        return say("{signs} came in, one sign.", signs=found.signs)
    return say(
        "{signs} came in: {n} signs, {mean} ms apart, {longest} ms at most.",
        signs=found.signs,
        n=len(found.signs),
        mean=round(found.mean),
        longest=round(found.longest),
    )


def _verdict(found: Tried, gap: int) -> str:
    if found.is_scan:
        return say("That counts as a scan.")
    if len(found.signs) < USUAL.least:
        return say("Too short for a scan: a code has {n} signs or more.", n=USUAL.least)
    needed = _needed(found)
    if needed <= gap:
        return say("That is no code: it has a space, an @ or no digit.")
    if needed <= MOST_GAP:
        return say("Too slow for a scan; with {n} ms it would count as one.", n=needed)
    return say("As slow as a person; let the scanner send a sign first, such as ~.")


def _needed(found: Tried) -> int:
    """Give the allowed pause, in steps of five, with which these keys would be a scan."""
    needed = max(found.longest, found.mean * USUAL.gap / USUAL.mean)
    return math.ceil(needed / _STEP) * _STEP
