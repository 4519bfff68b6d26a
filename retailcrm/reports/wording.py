"""Words with fields between curly brackets: checked before they are printed, filled for each."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

_FIELD = re.compile(r"\{(\w*)\}")


def fields_of(words: str) -> tuple[str, ...]:
    """List the fields that some words name."""
    return tuple(_FIELD.findall(words))


def unknown_fields(words: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """List the fields that nobody can fill, each once."""
    named = (name for one in words for name in fields_of(one))
    return tuple(dict.fromkeys(name for name in named if name not in known))


def check_fields(words: Iterable[str], known: Sequence[str]) -> None:
    """Refuse words that name what no letter knows.

    Raises:
        UserError: a field is none; the sentence names it.
    """
    for name in unknown_fields(words, known):
        raise UserError(
            say("A letter knows no field {field}.", field=f"{{{name}}}"),
            say("It knows: {fields}.", fields=", ".join(known)),
        )


def filled(words: str, told: Mapping[str, str], only_with: Collection[str]) -> str:
    """Fill the fields of some words; without a field of `only_with` there are no words."""
    if any(name in only_with and not told.get(name) for name in fields_of(words)):
        return ""
    return _FIELD.sub(lambda found: told.get(found[1], ""), words)
