"""Commands about what a campaign sends through the letter box."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from retailcrm.cli.answers import Json
from retailcrm.cli.grammar import DATE, Command
from retailcrm.cli.typed import day_typed
from retailcrm.core.days import day_number
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.reports.mail_facts import FIELDS, LetterWords, Window
from retailcrm.services.post_rows import BARS, QR, LetterSetup, Posted, PostWish, Seed
from retailcrm.wiring import Services


def campaign_post_words(action: Command) -> None:
    """Add the commands about letters, among those about campaigns."""
    letters = action("letters", "print a campaign's letters, one a household")
    _run(letters, "PDF")
    letters.add_argument("--words", type=Path, metavar="JSON",
                         help=f"subject, body, closing; fields: {', '.join(FIELDS)}")  # fmt: skip
    letters.add_argument("--paper", choices=("a4", "letter"))
    letters.add_argument("--window", choices=[*Window], help="where the envelope shows the address")
    letters.add_argument("--symbology", choices=(BARS, QR), help="how scanners read the code")
    labels = action("labels", "print address labels, one a household")
    _run(labels, "PDF")
    labels.add_argument("--sheet", required=True, metavar="KEY", help="see cards print --list")
    labels.add_argument("--start", type=int, default=1, metavar="N", help="first label to use")
    labels.add_argument("--no-codes", dest="scans", action="store_false",
                        help="codes in small type alone, none for scanners")  # fmt: skip
    _run(action("house", "write the table that a mail house prints from"), "CSV")
    seeds = action("seeds", "your own addresses, which get a piece of every run; list or set them")
    seeds.add_argument("--set", type=Path, metavar="JSON",
                       help="a list of name, street, city, region, postcode, country")  # fmt: skip


def _run(one: ArgumentParser, kind: str) -> None:
    one.add_argument("campaign", type=int, metavar="ID")
    one.add_argument("--out", type=Path, required=True, metavar=kind)
    one.add_argument("--capitals", action="store_true", help="addresses as US machines read best")
    one.add_argument("--on", metavar=DATE, help="only those whom a moment drew on this day")


def run_letters(services: Services, told: Namespace, progress: Progress) -> Json:
    """Print letters, with other words or on other paper if that is told; they are kept."""
    post = services.campaigns.post
    setup = post.setup(told.campaign)
    wished = _setup(setup, told)
    if wished != setup:
        post.save_setup(told.campaign, wished)
    return _answer(post.letters(_wish(told), progress))


def run_labels(services: Services, told: Namespace, progress: Progress) -> Json:
    """Print labels."""
    wish = replace(_wish(told), sheet=told.sheet, start=told.start, scans=told.scans)
    return {**_answer(services.campaigns.post.labels(wish, progress)), "sheet": told.sheet}


def run_house(services: Services, told: Namespace, progress: Progress) -> Json:
    """Write the table of a mail house."""
    return _answer(services.campaigns.post.house(_wish(told), progress))


def run_seeds(services: Services, told: Namespace, _progress: Progress) -> Json:
    """List or set the owner's own addresses."""
    post = services.campaigns.post
    if told.set is not None:
        post.save_seeds(tuple(_seed(one) for one in _read(told.set, list)))
    return {
        "seeds": [
            {
                "name": one.name,
                "street": one.street,
                **dict(zip(("city", "region", "postcode"), one.town, strict=True)),
                "country": one.country,
            }
            for one in post.seeds()
        ]
    }


def _wish(told: Namespace) -> PostWish:
    on = day_typed(told.on)
    return PostWish(
        told.campaign, told.out, capitals=told.capitals, day=None if on is None else day_number(on)
    )


def _setup(held: LetterSetup, told: Namespace) -> LetterSetup:
    words = held.words if told.words is None else _words(held.words, told.words)
    return LetterSetup(
        words,
        told.paper or held.paper,
        Window(told.window) if told.window else held.window,
        told.symbology or held.symbology,
    )


def _words(held: LetterWords, path: Path) -> LetterWords:
    read: dict[str, Any] = _read(path, dict)
    parts = {name: str(text) for name, text in read.items() if hasattr(held, name)}
    if not parts or len(parts) != len(read) or "every" in parts:
        raise UserError(
            say("{file} does not say what a letter says.", file=path.name),
            say("Give subject, body, closing and post_scriptum."),
        )
    return replace(held, **parts)


def _seed(told: Any) -> Seed:
    if not isinstance(told, dict):
        raise UserError(say("An address of your own needs a name and a street."))
    name, street, city, region, postcode, country = (
        str(told.get(key, ""))
        for key in ("name", "street", "city", "region", "postcode", "country")
    )
    return Seed(name, street, (city, region, postcode), country)


def _read(path: Path, kind: type) -> Any:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise UserError(say("{file} cannot be read.", file=path.name)) from fault
    if not isinstance(found, kind):
        raise UserError(say("{file} cannot be read.", file=path.name))
    return found


def _answer(outcome: Outcome[Posted]) -> Json:
    posted = outcome.value
    return {
        "said": outcome.summary,
        "file": str(posted.file),
        "pages": posted.pages,
        "pieces": posted.pieces,
        "people": posted.people,
        "seeds": posted.seeds,
        "excluded": posted.excluded,
        "codes_made": posted.codes_made,
        "export": posted.number,
    }
