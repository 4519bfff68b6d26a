"""Commands about a person's rights: everything known of him as files, and being forgotten."""

from argparse import Namespace
from pathlib import Path

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import Command, add_ref
from retailcrm.cli.whom import whom
from retailcrm.core.progress import Progress
from retailcrm.services.privacy_rows import Copies
from retailcrm.wiring import Services


def privacy_words(command: Command) -> None:
    """Add the commands that hand a person his data and forget a person."""
    erase = command("erase", "take a person out of the books for good; totals stay")
    add_ref(erase)
    erase.add_argument("--dry-run", action="store_true", help="say what would happen")
    erase.add_argument(
        "--copies", choices=tuple(Copies), default=Copies.KEEP.value,
        help="renew: make a new copy of the books and remove the earlier ones",
    )  # fmt: skip
    export = command("export-person", "write everything known of a person into a folder")
    add_ref(export)
    export.add_argument("--out", type=Path, required=True, metavar="DIR")


def run_erase(services: Services, told: Namespace, progress: Progress) -> Json:
    """Forget a person, or say what that would do."""
    privacy = services.campaigns.privacy
    privacy.finish()
    customer = whom(services, told.ref)
    if told.dry_run:
        plan = privacy.preview(customer)
        return {
            "said": "\n".join(plan.sentences),
            "erased": False,
            "customer": customer,
            "receipts": plan.receipts,
            "points_entries": plan.entries,
            "cards": plan.cards,
            "quarantined": plan.quarantined,
            "copies": [one.name for one in plan.copies],
        }
    done = privacy.erase(customer, Copies(told.copies), progress)
    return {
        "said": done.summary,
        "erased": True,
        "customer": customer,
        "receipts": done.value.receipts,
        "quarantined": done.value.quarantined,
        "copies": [one.name for one in done.value.copies],
        "copies_removed": [one.name for one in done.value.removed],
    }


def run_export_person(services: Services, told: Namespace, _progress: Progress) -> Json:
    """Write everything known of a person."""
    done = services.campaigns.privacy.export(whom(services, told.ref), told.out)
    return {
        "said": done.summary,
        "folder": str(done.value.folder),
        "files": list(done.value.files),
        "rows": done.value.rows,
    }
