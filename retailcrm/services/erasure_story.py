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


def _stays(held: Found) -> list[str]:
    found = [
        say("{count} receipts stay and become anonymous; no total changes.", count=held.receipts)
    ]
    if held.entries:
        found.append(
            say(
                "{count} movements of points stay under a number that means nobody, "
                "with {points} open points.",
                count=held.entries,
                points=held.balance,
            )
        )
    return found


def _goes(name: str, held: Found) -> list[str]:
    found = []
    if held.cards:
        found.append(say("{count} card numbers are blocked for good.", count=held.cards))
    if held.quarantined:
        found.append(
            say("{count} rows in quarantine tell of {name} and are removed.",
                count=held.quarantined, name=name)
        )  # fmt: skip
    found.append(
        say("Addresses are kept as marks that nobody can read, so that no later file "
            "brings them into a mailing.")
    )  # fmt: skip
    return found


def _elsewhere(name: str, held: Found, copies: Sequence[Path]) -> list[str]:
    found = []
    if held.lists:
        found.append(
            say("{count} lists that left the shop hold {name}: erase there too.",
                count=held.lists, name=name)
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
