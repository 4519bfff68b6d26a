"""What erasing somebody does, in the sentences of its one confirmation."""

from collections.abc import Sequence
from pathlib import Path

from retailcrm.core.words import say
from retailcrm.db.erasing import Found

SHOWN_COPIES = 3


def sentences(
    name: str, held: Found, shared: Sequence[str], copies: Sequence[Path]
) -> tuple[str, ...]:
    """Tell what goes, what stays, and what the program cannot reach."""
    return (
        say("Name, contacts, notes, cards, answers and history of {name} are removed.", name=name),
        *_stays(held),
        *_goes(name, held),
        *(
            say("{contact} is another customer\N{RIGHT SINGLE QUOTATION MARK}s as well and stays.",
                contact=one)
            for one in shared
        ),
        *_elsewhere(name, held, copies),
        say("This cannot be undone."),
    )  # fmt: skip


def _counted(count: int, one: str, many: str, **told: object) -> str:
    return say(one if count == 1 else many, count=count, **told)


def _stays(held: Found) -> list[str]:
    found = [
        _counted(
            held.receipts,
            "1 receipt stays and becomes anonymous; no total changes.",
            "{count} receipts stay and become anonymous; no total changes.",
        )
    ]
    if held.entries:
        found.append(
            say(
                "Movements of points ({count}) stay under a number that means nobody, "
                "with {points} open points.",
                count=held.entries,
                points=held.balance,
            )
        )
    return found


def _goes(name: str, held: Found) -> list[str]:
    found = []
    if held.cards:
        found.append(
            _counted(
                held.cards,
                "1 card number is blocked for good.",
                "{count} card numbers are blocked for good.",
            )
        )
    if held.quarantined:
        found.append(
            _counted(
                held.quarantined,
                "1 row in quarantine tells of {name} and is removed.",
                "{count} rows in quarantine tell of {name} and are removed.",
                name=name,
            )
        )
    found.append(
        say(
            "Addresses are kept as marks that nobody can read, so that no later file "
            "brings them into a mailing."
        )
    )
    return found


def _elsewhere(name: str, held: Found, copies: Sequence[Path]) -> list[str]:
    found = []
    if held.lists:
        found.append(
            _counted(
                held.lists,
                "1 list that left the shop holds {name}: erase there too.",
                "{count} lists that left the shop hold {name}: erase there too.",
                name=name,
            )
        )  # fmt: skip
    if copies:
        shown = ", ".join(one.name for one in copies[:SHOWN_COPIES])
        more = len(copies) - SHOWN_COPIES
        listed = say("{shown} and {more} more", shown=shown, more=more) if more > 0 else shown
        found.append(
            say("Copies of the books made earlier still hold {name}: {listed}.",
                name=name, listed=listed)
        )  # fmt: skip
    found.append(
        say("Files of your till that name {name} bring the name back if they are imported again.",
            name=name)
    )  # fmt: skip
    return found
