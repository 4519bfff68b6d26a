"""A campaign's letters, labels and codes: written, looked at, printed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from retailcrm.core.errors import UserError
from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import Progress
from retailcrm.core.words import say
from retailcrm.services.campaign_rows import CampaignRow, Channel
from retailcrm.services.code_rows import CodeCounts, MakeCodes
from retailcrm.services.post_rows import LetterSetup, Posted, PostPreview, PostWish, Seed
from retailcrm.ui.paper import Pixels, page_pixels
from retailcrm.ui.services_seen import Services
from retailcrm.ui.work import Jobs, Lane

_DOTS = 96.0
_PARTS = 6  # of an address
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PostState:
    """What the page is at.

    Attributes:
        row: the campaign; None until one is opened.
        setup: the letter as it is typed; None until it is read.
        preview: how many pieces, for whom; None until it is worked out.
        counts: its codes.
        pages: the first letter as it will come out.
        labels: the first sheet of labels likewise; empty until they are asked for.
        unfit: why the labels cannot be printed so.
        problem: why the letter cannot be printed as typed.
        is_kept: the letter is as it was kept.
        seeds: the owner's own addresses; None until they are read.
    """

    row: CampaignRow | None = None
    setup: LetterSetup | None = None
    preview: PostPreview | None = None
    counts: CodeCounts = field(default_factory=CodeCounts)
    pages: tuple[Pixels, ...] = ()
    labels: tuple[Pixels, ...] = ()
    unfit: str = ""
    problem: str = ""
    is_kept: bool = True
    seeds: tuple[Seed, ...] | None = None
    is_busy: bool = False

    @property
    def is_posted(self) -> bool:
        """Whether the campaign goes through the letter box."""
        return self.row is not None and self.row.channel is Channel.POST


class PostView(Protocol):
    """What the presenter may ask of the page."""

    def show_state(self, state: PostState) -> None:
        """Paint this."""

    def told(self, text: str, file: Path | None = None) -> None:
        """Say one sentence in the message bar, with a button that opens a file."""

    def refused(self, text: str) -> None:
        """Say what went wrong in the message bar."""


class PostPresenter:
    """Keeps the letter, proves it while it is typed, writes what is printed."""

    def __init__(self, view: PostView, services: Callable[[], Services], jobs: Jobs) -> None:
        self._view, self._services, self._jobs = view, services, jobs
        self.state = PostState()

    def open(self, row: CampaignRow) -> None:
        """Turn to a launched campaign."""
        if self.state.row is None or self.state.row.id != row.id:
            self.state = PostState(row=row)
        self._show(row=row)
        services = self._services()
        self._jobs.start(
            lambda _: services.campaigns.post.setup(row.id),
            on_done=self._read,
            on_error=self._refused,
            replaces="post.setup",
        )
        self._count()

    def change(self, setup: LetterSetup) -> None:
        """Try other words or another paper; they are kept only when asked, or printed."""
        if setup != self.state.setup:
            self._show(setup=setup, is_kept=False)
            self._prove()

    def keep(self) -> None:
        """Keep the letter."""
        row, setup, services = self.state.row, self.state.setup, self._services()
        if row is None or setup is None:
            return
        self._write(lambda _: services.campaigns.post.save_setup(row.id, setup), self._is_kept)

    def letters(self, out: Path, *, capitals: bool) -> None:
        """Print the letters as they are typed."""
        row, setup, services = self.state.row, self.state.setup, self._services()
        if row is None or setup is None:
            return
        wish = PostWish(row.id, out, capitals=capitals)

        def work(progress: Progress) -> Outcome[Posted]:
            services.campaigns.post.save_setup(row.id, setup)
            return services.campaigns.post.letters(wish, progress)

        self._write(work, self._posted)

    def labels(self, out: Path, sheet: str, start: str, *, capitals: bool) -> None:
        """Print address labels."""
        row, services = self.state.row, self._services()
        if row is None:
            return
        if not start.strip().isdecimal():
            self._view.refused(say("Say with which label to begin: 1 is the first."))
            return
        wish = PostWish(row.id, out, sheet=sheet, start=int(start), capitals=capitals)
        self._write(lambda progress: services.campaigns.post.labels(wish, progress), self._posted)

    def prove_labels(self, sheet: str, start: str, *, capitals: bool) -> None:
        """Show the first sheet of labels as it would come out."""
        row, services = self.state.row, self._services()
        if row is None or not start.strip().isdecimal():
            return
        wish = PostWish(row.id, Path(), sheet=sheet, start=int(start), capitals=capitals)

        def draw() -> tuple[Pixels, ...]:
            return (page_pixels(services.campaigns.post.label_proof(wish), 0, _DOTS),)

        self._jobs.start(
            lambda _: draw(),
            on_done=lambda pages: self._show(labels=pages, unfit=""),
            on_error=lambda error: self._show(unfit=str(error)),
            replaces="post.labels",
        )

    def house(self, out: Path) -> None:
        """Write the table of a mail house."""
        row, services = self.state.row, self._services()
        if row is not None:
            wish = PostWish(row.id, out)
            self._write(
                lambda progress: services.campaigns.post.house(wish, progress), self._posted
            )

    def save_seeds(self, text: str) -> None:
        """Keep the owner's own addresses, one a line."""
        services, seeds = self._services(), seeds_typed(text)
        self._show(seeds=None)
        self._write(lambda _: services.campaigns.post.save_seeds(seeds), self._changed)

    def make_codes(self, word: str = "") -> None:
        """Make a code for everyone who has none, or one word for everybody."""
        row, services = self.state.row, self._services()
        if row is not None:
            wish = MakeCodes(row.id, word.strip(), uses=None if word.strip() else 1)
            self._write(lambda _: services.campaigns.codes.make(wish), self._changed)

    def save_codes(self, out: Path) -> None:
        """Write the codes to a table."""
        row, services = self.state.row, self._services()
        if row is not None:
            self._write(
                lambda _: services.campaigns.codes.save(row.id, out),
                lambda outcome: self._written(outcome, out),
            )

    def print_codes(self, out: Path, paper: str) -> None:
        """Print the codes to be cut out."""
        row, services = self.state.row, self._services()
        if row is not None:
            self._write(
                lambda progress: services.campaigns.codes.print_sheet(row.id, out, paper, progress),
                lambda outcome: self._written(outcome, out),
            )

    def _read(self, setup: LetterSetup) -> None:
        if self.state.setup is None or self.state.is_kept:
            self._show(setup=setup, is_kept=True)
        self._prove()

    def _prove(self) -> None:
        row, setup, services = self.state.row, self.state.setup, self._services()
        if row is None or setup is None or not self.state.is_posted:
            return

        def draw() -> tuple[Pixels, ...]:
            return (page_pixels(services.campaigns.post.proof(row.id, setup), 0, _DOTS),)

        self._jobs.start(
            lambda _: draw(),
            on_done=lambda pages: self._show(pages=pages, problem=""),
            on_error=lambda error: self._show(problem=str(error)),
            replaces="post.proof",
        )

    def _count(self) -> None:
        row, services = self.state.row, self._services()
        if row is None:
            return

        def count() -> tuple[CodeCounts, PostPreview | None, tuple[Seed, ...]]:
            posted = row.channel is Channel.POST
            preview = services.campaigns.post.preview(row.id) if posted else None
            counts = services.campaigns.codes.counts(row.id)
            return counts, preview, services.campaigns.post.seeds()

        self._jobs.start(
            lambda _: count(),
            on_done=lambda told: self._show(counts=told[0], preview=told[1], seeds=told[2]),
            on_error=self._refused,
            replaces="post.count",
        )

    def _write(
        self, work: Callable[[Progress], Outcome[T]], then: Callable[[Outcome[T]], object]
    ) -> None:
        if self.state.is_busy:
            return
        self._show(is_busy=True)
        self._jobs.start(work, on_done=lambda told: self._done(told, then),
                         on_error=self._refused, lane=Lane.WRITE)  # fmt: skip

    def _done(self, outcome: Outcome[T], then: Callable[[Outcome[T]], object]) -> None:
        self._show(is_busy=False)
        then(outcome)

    def _is_kept(self, outcome: Outcome[Any]) -> None:
        self._view.told(outcome.summary)
        self._show(is_kept=True)

    def _posted(self, outcome: Outcome[Posted]) -> None:
        self._show(is_kept=True)
        self._written(outcome, outcome.value.file)

    def _written(self, outcome: Outcome[Any], file: Path) -> None:
        self._view.told(outcome.summary, file)
        self._count()

    def _changed(self, outcome: Outcome[Any]) -> None:
        self._view.told(outcome.summary)
        self._count()
        self._prove()

    def _refused(self, error: UserError) -> None:
        self._show(is_busy=False)
        self._view.refused(str(error))

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self._view.show_state(self.state)


def seeds_typed(text: str) -> tuple[Seed, ...]:
    """Read addresses typed one a line: name; street; city; region; postcode; country."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        parts = [one.strip() for one in line.split(";")] + [""] * _PARTS
        name, street, city, region, postcode, country = parts[:_PARTS]
        found.append(Seed(name, street, (city, region, postcode), country))
    return tuple(found)


def seeds_text(seeds: tuple[Seed, ...]) -> str:
    """Write addresses as they are typed."""
    lines = ((one.name, one.street, *one.town, one.country) for one in seeds)
    return "\n".join("; ".join(parts).rstrip("; ") for parts in lines)


def pieces_words(state: PostState, count: Callable[[int], str]) -> str:
    """Say how many pieces there will be, for whom."""
    found = state.preview
    if found is None:
        return say("Counting the pieces…")
    if not found.is_launched:
        return say("Its letters are printed on the days on which it falls due")
    if not found.pieces:
        return say("Nobody of this campaign can be written to")
    pieces = (
        say("One piece") if found.pieces == 1
        else say("{count} pieces", count=count(found.pieces))
    )  # fmt: skip
    if found.pieces == found.people:
        return pieces
    return say("{pieces} for {people} people", pieces=pieces, people=count(found.people))


def left_words(state: PostState, count: Callable[[int], str]) -> str:
    """Say who gets none and why, and how many go to the owner."""
    found = state.preview
    if found is None:
        return ""
    parts = [f"{title}: {count(number)}" for _, title, number in found.excluded]
    if found.seeds:
        parts.append(say("to your own addresses: {count}", count=count(found.seeds)))
    return ". ".join(parts) + ("." if parts else "")


def codes_words(counts: CodeCounts, count: Callable[[int], str]) -> str:
    """Say what codes there are and how they were used."""
    if not counts.made:
        return say("No codes yet. A letter that names {code} gives everyone one.", code="{code}")
    many = say("{count} codes", count=count(counts.made))
    parts = [many if counts.made != 1 else say("1 code")]
    if counts.words:
        parts.append(say("for everybody: {words}", words=", ".join(counts.words)))
    parts.append(_times(counts.uses, count))
    if counts.refused:
        parts.append(say("refused {count} times", count=count(counts.refused)))
    return ", ".join(parts) + "."


def _times(uses: int, count: Callable[[int], str]) -> str:
    if not uses:
        return say("not used yet")
    return say("used once") if uses == 1 else say("used {count} times", count=count(uses))
