"""Letters, labels and mail-house tables as screens and commands see them."""

from dataclasses import dataclass, field
from pathlib import Path

from retailcrm.mailing.postal import Seed
from retailcrm.reports.mail_facts import LetterWords, Window, usual_words

LETTERS, LABELS, HOUSE = "letters", "labels", "house"
QR, BARS = "qr", "code128"


@dataclass(frozen=True, slots=True)
class LetterSetup:
    """How a campaign's letters look.

    Attributes:
        words: what they say, with fields between curly brackets.
        paper: a4 or letter.
        window: where the envelope shows the address; `none`: labels go on the envelopes.
        symbology: how scanners read the code: code128 or qr.
    """

    words: LetterWords = field(default_factory=usual_words)
    paper: str = "a4"
    window: Window = Window.LEFT
    symbology: str = BARS


@dataclass(frozen=True, slots=True)
class PostWish:
    """A run of letters, labels or a mail-house table.

    Attributes:
        out: the file.
        sheet: of labels.
        start: first label to use, from 1.
        capitals: addresses in capitals, as American machines read best.
        scans: labels carry codes for scanners.
        day: only those whom a moment drew on this day, as a day number; None: everyone.
        arm: only those of this arm, or step of a moment, by its place; None: of all.
    """

    campaign_id: int
    out: Path
    sheet: str = "avery-5160"
    start: int = 1
    capitals: bool = False
    scans: bool = True
    day: int | None = None
    arm: int | None = None


@dataclass(frozen=True, slots=True)
class PostPreview:
    """What a run would be.

    Attributes:
        name: of the campaign.
        pieces: how many there are, seeds apart.
        people: whom they reach.
        shared: pieces for more than one person.
        seeds: pieces to the owner's own addresses.
        excluded: reason to people who get none.
        codes: people among them who have a code.
        is_launched: whether anybody was drawn yet.
    """

    campaign_id: int
    name: str
    pieces: int
    people: int
    shared: int
    seeds: int
    excluded: tuple[tuple[str, str, int], ...]
    codes: int
    is_launched: bool = True


@dataclass(frozen=True, slots=True)
class Posted:
    """A run that was made.

    Attributes:
        number: in the log of what left the shop.
        pages: of the file; 0 for a table.
        codes_made: codes that people got for it.
    """

    number: int
    file: Path
    pages: int
    pieces: int
    people: int
    seeds: int
    excluded: dict[str, int]
    codes_made: int = 0


__all__ = [
    "BARS", "HOUSE", "LABELS", "LETTERS", "QR", "LetterSetup", "PostPreview", "PostWish", "Posted",
    "Seed",
]  # fmt: skip
