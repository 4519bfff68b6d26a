"""Arabic and Hebrew on paper: letters in the forms they take, lines in the order they stand."""

import unicodedata
from functools import cache

_FORMS = range(0xFB50, 0xFEFD)
_LAM = "\N{ARABIC LETTER LAM}"
_STRETCH = "\N{ARABIC TATWEEL}"
_JOINED = ("isolated", "final", "initial", "medial")
_TURNED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_RIGHT = frozenset(("R", "AL"))
_DIGITS = frozenset(("EN", "AN"))
_BETWEEN_DIGITS = frozenset(("CS", "ES"))
_FIRST = "\N{HEBREW PUNCTUATION MAQAF}"  # no letter written to the left comes before


def runs_left(text: str) -> bool:
    """Say whether any letter of a text is written from right to left."""
    return max(text, default="") >= _FIRST and any(_kind(sign) in _RIGHT for sign in text)


def shaped(text: str) -> str:
    """Give Arabic letters the forms they take beside each other; other texts stay as they are."""
    if not runs_left(text):
        return text
    text = _with_ligatures(text)
    seen = [at for at, sign in enumerate(text) if unicodedata.category(sign) != "Mn"]
    found = list(text)
    for place, at in enumerate(seen):
        before = text[seen[place - 1]] if place else ""
        after = text[seen[place + 1]] if place + 1 < len(seen) else ""
        found[at] = _form(text[at], joins_before=_joins_on(before), after=after)
    return "".join(found)


def as_it_stands(text: str) -> tuple[tuple[int, str], ...]:
    """Order the letters of a line as they stand from the left, in a line of our own.

    Returns:
        For each its place in the text and how it is drawn: brackets among letters that are
        written from the right are turned round.
    """
    levels = _levels(text)
    order = list(range(len(text)))
    for level in (2, 1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return tuple((at, text[at].translate(_TURNED) if levels[at] == 1 else text[at]) for at in order)


def _levels(text: str) -> list[int]:
    """Give 0 to what runs right, 1 to what runs left, 2 to figures among that."""
    kinds = [_kind(sign) for sign in text]
    strong = ""
    for at, kind in enumerate(kinds):
        if kind in _RIGHT or kind == "L":
            strong = kind
        elif kind in _DIGITS and strong in _RIGHT:
            kinds[at] = "number"
        elif kind in _DIGITS:
            kinds[at] = "L"
        elif kind == "NSM" and at:
            kinds[at] = kinds[at - 1]
    for at in range(1, len(kinds) - 1):
        if kinds[at] in _BETWEEN_DIGITS and kinds[at - 1] == kinds[at + 1] == "number":
            kinds[at] = "number"
    return [_level(kinds, at) for at in range(len(kinds))]


def _level(kinds: list[str], at: int) -> int:
    kind = kinds[at]
    if kind == "number":
        return 2
    if kind in _RIGHT:
        return 1
    if kind == "L":
        return 0
    before = next((one for one in reversed(kinds[:at]) if _is_firm(one)), "L")
    after = next((one for one in kinds[at + 1 :] if _is_firm(one)), "L")
    return int(before != "L" and after != "L")


def _is_firm(kind: str) -> bool:
    return kind in _RIGHT or kind in ("L", "number")


@cache
def _kind(sign: str) -> str:
    return unicodedata.bidirectional(sign)


@cache
def _forms() -> dict[tuple[str, str], str]:
    """Read from the Unicode tables which form a letter or ligature takes."""
    found: dict[tuple[str, str], str] = {}
    for code in _FORMS:
        tag, _, parts = unicodedata.decomposition(chr(code)).partition("> ")
        form, letters = tag.removeprefix("<"), "".join(chr(int(one, 16)) for one in parts.split())
        if form in _JOINED and (len(letters) == 1 or _is_lam_alef(letters)):
            found.setdefault((letters, form), chr(code))
    return found


def _is_lam_alef(letters: str) -> bool:
    return len(letters) == 2 and letters[0] == _LAM and letters[1] in "آأإا"  # noqa: PLR2004


def _with_ligatures(text: str) -> str:
    """Put the ligature of lam and alef in their place, which is written in no other way."""
    for letters, form in _forms():
        if len(letters) > 1 and form == "isolated":
            text = text.replace(letters, _forms()[letters, form])
    return text


@cache
def _plain(sign: str) -> str:
    """Give what a form stands for."""
    parts = unicodedata.decomposition(sign)
    if not parts.startswith("<") or ord(sign) not in _FORMS:
        return sign
    return "".join(chr(int(one, 16)) for one in parts.partition("> ")[2].split())


def _joins_on(sign: str) -> bool:
    """Say whether a letter reaches to the one after it."""
    return bool(sign) and (sign == _STRETCH or (_plain(sign), "initial") in _forms())


def _form(sign: str, *, joins_before: bool, after: str) -> str:
    letters = _plain(sign)
    forms = _forms()
    takes_before = joins_before and ((letters, "final") in forms or sign == _STRETCH)
    reached = bool(after) and (after == _STRETCH or (_plain(after), "final") in forms)
    gives_on = reached and (letters, "initial") in forms
    form = _JOINED[takes_before + 2 * gives_on]
    return forms.get((letters, form), sign)
