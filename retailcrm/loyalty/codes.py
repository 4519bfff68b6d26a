"""Codes as people type them: case, spaces and dashes make no difference."""

import re

_BETWEEN = re.compile(r"[\s,;|]+")
_MOST_WORDS = 4  # a code is printed in so many groups at most


def plain_code(code: str) -> str:
    """Give a code without whatever people leave out or add: "abc-12" and " ABC 12" are one."""
    return "".join(one for one in code.casefold() if one.isalnum())


def codes_in(text: str) -> tuple[str, ...]:
    """Give in plain form every code that a till's field may mean.

    Tills put several codes side by side, and a code that is read aloud in groups comes with
    spaces within: "SPRING10 ABCD-1234" may be two codes or one, so every run of words counts.
    """
    words = [plain for one in _BETWEEN.split(text) if (plain := plain_code(one))]
    runs = (
        "".join(words[at : at + count])
        for count in range(1, min(len(words), _MOST_WORDS) + 1)
        for at in range(len(words) - count + 1)
    )
    whole = "".join(words)
    return tuple(dict.fromkeys((*runs, whole))) if whole else ()
