"""Letters, address labels and tables for a mail house: one piece a household, all of it logged."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import polars as pl

from retailcrm.campaigns.codes import Chance
from retailcrm.cards.sheets import sheet_named
from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome, Topic
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.roles import OWNER, Actor, Right
from retailcrm.core.rows import rows
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say
from retailcrm.db.books import Books, Reading
from retailcrm.db.code_lists import counts_of
from retailcrm.db.codes import CodeTold
from retailcrm.db.list_log import NewExport, log_export
from retailcrm.db.post import keep_wording, last_drawn, post_head
from retailcrm.db.settings import write_setting
from retailcrm.mailing.postal import HouseRow, Seed, house_table
from retailcrm.reports.mail_facts import LetterWords, MailFacts, Window
from retailcrm.services.code_making import make_for_each
from retailcrm.services.exporting import ExportService
from retailcrm.services.label_run import label_wish, labels_of, lines_of, sample_labels
from retailcrm.services.letter_run import LetterRun
from retailcrm.services.mailable import reason_title
from retailcrm.services.moments import moment_here
from retailcrm.services.post_pieces import (
    SEEDS,
    Pieces,
    campaign_for_post,
    last_day,
    pieces_of,
    seeds_kept,
)
from retailcrm.services.post_rows import (
    HOUSE,
    LABELS,
    LETTERS,
    LetterSetup,
    Posted,
    PostPreview,
    PostWish,
)

LETTER = "letter"
"""Part of a campaign's wording that is its letter."""
_MOST_SEEDS = 20


class PostService:
    """Everything of a campaign that goes through the letter box.

    Args:
        books: the shop's books.
        exports: notes what leaves the program.
        clock: gives the time now.
        chance: where codes come from that a letter names and somebody has not.
    """

    def __init__(
        self, books: Books, exports: ExportService, clock: Callable[[], datetime], chance: Chance
    ) -> None:
        self._books, self._exports = books, exports
        self._clock, self._chance = clock, chance

    def preview(self, campaign_id: int, day: int | None = None) -> PostPreview:
        """Say how many pieces there would be, for whom, and who gets none and why.

        Raises:
            UserError: there is no such campaign, or it was not launched.
        """
        with self._books.read() as connection:
            head = post_head(connection, campaign_id)
            is_drawn = last_drawn(connection, campaign_id) is not None
            if head is not None and head.kind == "trigger" and not is_drawn:
                return PostPreview(head.id, head.name, 0, 0, 0, 0, (), 0, is_launched=False)
            found = self._pieces(connection, campaign_id, day)
        return PostPreview(
            campaign_id=campaign_id,
            name=found.head.name,
            pieces=len(found.pieces),
            people=len(found.people),
            shared=sum(len(one.home.people) > 1 for one in found.pieces),
            seeds=len(found.seeds),
            excluded=tuple(
                (reason, reason_title(reason), count) for reason, count in found.excluded.items()
            ),
            codes=sum(bool(one.code) for one in found.pieces),
        )

    def setup(self, campaign_id: int) -> LetterSetup:
        """Give what a campaign's letters say and how they look.

        Raises:
            UserError: there is no such campaign.
        """
        with self._books.read() as connection:
            head = post_head(connection, campaign_id)
        if head is None:
            raise UserError(say("There is no campaign {number}.", number=campaign_id))
        return _setup(head.wording)

    def save_setup(self, campaign_id: int, setup: LetterSetup) -> Outcome[LetterSetup]:
        """Keep what a campaign's letters say and how they look.

        Raises:
            UserError: the words name a field that nobody can fill, or there is no campaign.
        """
        setup.words.check()
        self.setup(campaign_id)
        told: Mapping[str, Any] = {**asdict(setup), "window": str(setup.window)}
        with self._books.write() as unit:
            keep_wording(unit.connection, campaign_id, LETTER, told)
        return Outcome(setup, frozenset({Topic.CAMPAIGNS}), say("The letter is kept."))

    def proof(self, campaign_id: int, setup: LetterSetup) -> bytes:
        """Print the first letter as it would be, or one to nobody, without noting anything.

        Raises:
            UserError: the words name a field that nobody can fill, or are too long for a page.
        """
        from retailcrm.reports.pdf.mailings import print_letters  # noqa: PLC0415 - heavy

        with self._books.read() as connection:
            run = LetterRun(connection, self._clock, setup)
            try:
                pieces = self._pieces(connection, campaign_id, None).every[:1]
            except UserError:
                pieces = ()
            facts = run.facts(pieces) if pieces else run.sample()
        return print_letters(facts)[0]

    def letters(
        self, wish: PostWish, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Posted]:
        """Print a campaign's letters, one a household, and note whom they reach.

        Whoever has no code gets one, if the letter names it.

        Raises:
            UserError: the role does not allow it, nobody can be written to, the words do not
                fit, or the file cannot be written.
        """
        from retailcrm.reports.pdf.mailings import print_letters  # noqa: PLC0415 - heavy

        actor.need(Right.EXPORT)
        setup = self.setup(wish.campaign_id)
        made = self._codes(wish, setup)
        with self._books.read() as connection:
            found = self._some(connection, wish)
            run = LetterRun(connection, self._clock, setup, capitals=wish.capitals)
            facts = run.facts(found.every)

        def step(done: int, total: int) -> None:
            progress.step(done, total, say("Writing letters"))

        content, pages = print_letters(facts, step)
        posted = self._keep(LETTERS, wish, found, facts.letters, content, actor)
        return self._told(replace(posted, pages=pages, codes_made=made))

    def labels(
        self, wish: PostWish, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Posted]:
        """Print address labels, one a household, each with what tells whose it is if it returns.

        Raises:
            UserError: as `letters`, or there is no such sheet.
        """
        from retailcrm.cards.mail_labels import print_mail_labels  # noqa: PLC0415 - heavy

        actor.need(Right.EXPORT)
        sheet_named(wish.sheet)
        with self._books.read() as connection:
            found = self._some(connection, wish)
            lines = lines_of(connection, found.every, wish)
            told = label_wish(connection, wish, found.head.name)

        def step(done: int, total: int) -> None:
            progress.step(done, total, say("Drawing labels"))

        content, pages = print_mail_labels(labels_of(found.every, lines), told, step)
        facts = [MailFacts(told, {}) for told in lines]
        posted = self._keep(LABELS, wish, found, facts, content, actor)
        return self._told(replace(posted, pages=pages))

    def label_proof(self, wish: PostWish) -> bytes:
        """Print the first sheet of labels as it would be, without noting anything.

        Raises:
            UserError: there is no such sheet or label, or an address does not fit on one.
        """
        from retailcrm.cards.mail_labels import print_mail_labels  # noqa: PLC0415 - heavy

        with self._books.read() as connection:
            told = label_wish(connection, wish, "")
            room = max(told.sheet.per_page - wish.start + 1, 1)
            try:
                pieces = self._pieces(connection, wish.campaign_id, wish.day, wish.arm).every[:room]
            except UserError:
                pieces = ()
            labels = labels_of(pieces, lines_of(connection, pieces, wish))
            labels = labels or sample_labels(connection, wish)
        return print_mail_labels(labels, told)[0]

    def house(
        self, wish: PostWish, progress: Progress = SILENT, *, actor: Actor = OWNER
    ) -> Outcome[Posted]:
        """Write the table that a mail house prints from, one row a household.

        Raises:
            UserError: as `letters`.
        """
        actor.need(Right.EXPORT)
        progress.step(0, 1, say("Writing the table"))
        with self._books.read() as connection:
            found = self._some(connection, wish)
            lines = lines_of(connection, found.every, wish)
        content = house_table(
            (
                HouseRow(one.home, "" if one.is_seed else one.code, one.offer, one.until,
                         one.reference)
                for one in found.every
            ),
            say("Dear {name}"),
        )  # fmt: skip
        facts = [MailFacts(told, {}) for told in lines]
        posted = self._keep(HOUSE, wish, found, facts, content, actor)
        progress.step(1, 1, say("Writing the table"))
        return self._told(posted)

    def seeds(self) -> tuple[Seed, ...]:
        """Give the owner's own addresses, which get a piece of every run."""
        with self._books.read() as connection:
            return seeds_kept(connection)

    def save_seeds(self, seeds: tuple[Seed, ...]) -> Outcome[tuple[Seed, ...]]:
        """Keep the owner's own addresses.

        Raises:
            UserError: one has no name or no street, or there are too many.
        """
        if any(not (one.name.strip() and one.street.strip()) for one in seeds):
            raise UserError(say("An address of your own needs a name and a street."))
        if len(seeds) > _MOST_SEEDS:
            raise UserError(say("Keep {most} addresses of your own at most.", most=_MOST_SEEDS))
        with self._books.write() as unit:
            write_setting(unit.connection, SEEDS, [asdict(one) for one in seeds])
        return Outcome(seeds, frozenset({Topic.SETTINGS}), say("Your own addresses are kept."))

    def _pieces(
        self, connection: Reading, campaign_id: int, day: int | None, place: int | None = None
    ) -> Pieces:
        today = moment_here(self._clock, connection).day
        return pieces_of(connection, campaign_id, today, day, place)

    def _some(self, connection: Reading, wish: PostWish) -> Pieces:
        found = self._pieces(connection, wish.campaign_id, wish.day, wish.arm)
        if found.pieces:
            return found
        why = [f"{reason_title(key)}: {count}." for key, count in found.excluded.items()]
        raise UserError(say("Nobody of this campaign can be written to."), " ".join(why))

    def _codes(self, wish: PostWish, setup: LetterSetup) -> int:
        """Give everyone a code whom the letter tells of one; a word for all is enough."""
        if not setup.words.names("code"):
            return 0
        with self._books.write() as unit:
            connection = unit.connection
            head = campaign_for_post(connection, wish.campaign_id)
            moment = moment_here(self._clock, connection)
            if counts_of(connection, head.id).words:
                return 0
            told = CodeTold(campaign=head.id, until=last_day(head), at=moment.at)
            return make_for_each(connection, self._chance, told)

    def _keep(
        self,
        service: str,
        wish: PostWish,
        found: Pieces,
        facts: Sequence[MailFacts],
        content: bytes,
        actor: Actor,
    ) -> Posted:
        """Put the file in its place and the run into the log, or neither."""
        self._exports.note(f"campaign.{wish.campaign_id}.{service}", len(found.every), actor=actor)
        told = [
            (person, _mark(fact))
            for piece, fact in zip(found.pieces, facts, strict=False)
            for person in piece.home.ids
        ]
        people = pl.DataFrame(
            told, schema={"customer_id": pl.Int64, "mark": pl.Int64}, orient="row"
        )
        new = NewExport(
            service=service,
            channel="post",
            audience=_audience(wish),
            campaign=wish.campaign_id,
            file=wish.out.name,
            hash=hashlib.sha256(content).hexdigest(),
            included=len(found.people),
            suppressed=0,
            excluded=found.excluded,
        )
        try:
            with self._books.write() as unit:
                at = moment_here(self._clock, unit.connection).at
                number = log_export(unit.connection, new, people, at=at, actor=actor.name)
                put_whole(content, wish.out)
        except OSError as fault:
            raise UserError(
                say("{file} cannot be written.", file=wish.out.name),
                say("Close it if it is open, or choose another folder."),
            ) from fault
        return Posted(number, wish.out, 0, len(found.pieces), len(found.people),
                      len(found.seeds), dict(found.excluded))  # fmt: skip

    def _told(self, posted: Posted) -> Outcome[Posted]:
        pieces = (
            say("One piece") if posted.pieces == 1
            else say("{count} pieces", count=posted.pieces)
        )  # fmt: skip
        said = say("{pieces} for {people} people, in {file}.", pieces=pieces,
                   people=posted.people, file=posted.file.name)  # fmt: skip
        left = sum(posted.excluded.values())
        if left:
            said += " " + say("{count} are left out.", count=left)
        return Outcome(posted, frozenset({Topic.CAMPAIGNS}), said)


def _audience(wish: PostWish) -> str:
    """Name whom a run is for, as the log of what left the shop does."""
    part = {"day": wish.day, "arm": wish.arm}
    told = {name: str(value) for name, value in part.items() if value is not None}
    return rows("campaign", id=str(wish.campaign_id), **told).text()


def _setup(wording: str) -> LetterSetup:
    held = json.loads(wording or "{}").get(LETTER)
    if not isinstance(held, dict):
        return LetterSetup()
    words = {**asdict(LetterWords("", "", "")), **held.get("words", {})}
    return LetterSetup(
        LetterWords(**{name: str(words[name]) for name in asdict(LetterWords("", "", ""))}),
        "letter" if held.get("paper") == "letter" else "a4",
        Window(held.get("window", Window.LEFT)),
        str(held.get("symbology", LetterSetup().symbology)),
    )


def _mark(fact: MailFacts) -> int:
    """Give a number that tells whether a piece said the same as the one before."""
    told = "\n".join((*fact.lines, *fact.told.values()))
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big", signed=True)
