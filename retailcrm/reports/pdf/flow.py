"""Fill pages with pieces: keep what belongs together, tighten before breaking."""

from dataclasses import dataclass

from retailcrm.reports.pdf.piece import Piece, between

_TIGHTEST = 0.45  # gaps may shrink to this share before a chapter runs onto another page
_JOINT = 32.0  # above a chapter that begins on the page of another
_FULL = 0.5  # of a page: what is filled so far may end before a table that stays whole
_BARE = 0.35  # of a page: filled no further, it takes the beginning of the next chapter
_EASES = (1.0, 0.75, 0.5, 0.25, 0.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far below the top margin it stands."""

    piece: Piece
    top: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.piece.height


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `marks` names the chapters that begin on it."""

    placed: tuple[Placed, ...]
    marks: tuple[str, ...] = ()


Chapter = tuple[str, tuple[Piece, ...]]


def fill(chapters: tuple[Chapter, ...], room: float, extra: float) -> tuple[Page, ...]:
    """Lay out chapters on pages with `room` points of height.

    A chapter begins a new page unless all of it fits below the last, or the last is all but
    empty. The very first page has `extra` points more: it carries no running line.
    """
    pages: list[Page] = []
    for mark, pieces in chapters:
        first = room + (0.0 if len(pages) > 1 else extra)
        joined = _joined(pages[-1], mark, pieces, first) if pages else None
        if joined:
            pages[-1] = joined
            continue
        if pages and _bare(pages[-1], room):
            pages[-1:] = _run_on(pages[-1], mark, pieces, (room, first))
            continue
        laid = _chapter(pieces, room, room + (0.0 if pages else extra))
        pages += [Page(placed, () if at else (mark,)) for at, placed in enumerate(laid)]
    return tuple(pages)


def _joined(page: Page, mark: str, pieces: tuple[Piece, ...], room: float) -> Page | None:
    """Add a whole chapter to a page that has room for it, above what stands at its foot."""
    at = next(
        (at for at, placed in enumerate(page.placed) if placed.piece.stretch), len(page.placed)
    )
    above, foot = page.placed[:at], page.placed[at:]
    below = _moved(_placed(pieces, 1.0), above[-1].bottom + _JOINT)
    limit = foot[1].top - foot[1].piece.gap if len(foot) > 1 else room
    if below[-1].bottom > limit:
        return None
    return Page((*above, *below, *foot), (*page.marks, mark))


def _bare(page: Page, room: float) -> bool:
    """Tell whether a page is all but empty; one with a foot is meant to be as it is."""
    if any(placed.piece.stretch for placed in page.placed):
        return False
    return page.placed[-1].bottom < _BARE * room


def _run_on(
    page: Page, mark: str, pieces: tuple[Piece, ...], rooms: tuple[float, float]
) -> list[Page]:
    """Begin a chapter on the page where the one before ends, and go on over the next."""
    room, first = rooms
    top = page.placed[-1].bottom + _JOINT
    begun, *rest = _chapter(pieces, room, first - top)
    if not begun:
        return [page, Page(rest[0], (mark,)), *(Page(placed) for placed in rest[1:])]
    shared = Page((*page.placed, *_moved(begun, top)), (*page.marks, mark))
    return [shared, *(Page(placed) for placed in rest)]


def _moved(placed: tuple[Placed, ...], top: float) -> tuple[Placed, ...]:
    return tuple(Placed(one.piece, one.top + top) for one in placed)


def _chapter(pieces: tuple[Piece, ...], room: float, first: float) -> list[tuple[Placed, ...]]:
    """Lay out one chapter: on one page if it can be, else on as few as good breaks allow."""
    usual = _height(pieces, 1.0)
    if usual <= first:
        return [_placed(pieces, 1.0, first - usual)]
    tightest = _height(pieces, 0.0)
    if tightest <= first:
        ease = (first - tightest) / (usual - tightest)
        return [_placed(pieces, ease)]
    laid = [_broken(pieces, room, first, ease) for ease in _EASES]
    return min(laid, key=len)


def _height(pieces: tuple[Piece, ...], ease: float) -> float:
    solid = sum(piece.height - piece.slack * (1 - ease) for piece in pieces)
    return solid + sum(piece.gap for piece in pieces[1:]) * between(_TIGHTEST, 1.0, ease)


def _placed(pieces: tuple[Piece, ...], ease: float, spare: float = 0.0) -> tuple[Placed, ...]:
    placed = []
    top = 0.0
    for at, piece in enumerate(pieces):
        set_ = piece if ease == 1.0 else piece.eased(ease)
        top += piece.gap * between(_TIGHTEST, 1.0, ease) if at else 0.0
        placed.append(Placed(set_, top))
        top += set_.height + (spare if piece.stretch else 0.0)
    return tuple(placed)


def _broken(
    pieces: tuple[Piece, ...], room: float, first: float, ease: float
) -> list[tuple[Placed, ...]]:
    pages: list[tuple[Placed, ...]] = []
    waiting = [piece.eased(ease) for piece in pieces if not piece.stretch]
    while waiting:
        page, waiting = _one_page(waiting, room if pages else first, room)
        pages.append(_placed(tuple(page), 1.0))
    return pages


def _one_page(
    waiting: list[Piece], room: float, next_room: float
) -> tuple[list[Piece], list[Piece]]:
    """Take as many pieces as a page holds, and give what is left."""
    used = 0.0
    for at, piece in enumerate(waiting):
        gap = piece.gap if at else 0.0
        if used + gap + piece.height <= room:
            used += gap + piece.height
            continue
        page, rest = waiting[:at], waiting[at:]
        kept = len(page) - _headings(page)
        if kept and _better_whole(waiting[: at + 1], kept, (room, next_room)):
            return waiting[:kept], waiting[kept:]
        halves = piece.split(room - used - gap)
        if halves:
            return [*page, halves[0]], [halves[1], *rest[1:]]
        if not kept and room < next_room:  # on a page shared with another chapter
            return [], waiting
        kept = max(kept, 1)  # higher than any page: let it stand alone
        return waiting[:kept], waiting[kept:]
    return waiting, []


def _headings(page: list[Piece]) -> int:
    """Count the headings at the foot of a page."""
    return next((at for at, piece in enumerate(reversed(page)) if not piece.keep), len(page))


def _better_whole(pieces: list[Piece], kept: int, rooms: tuple[float, float]) -> bool:
    """Tell whether the last piece goes whole to the next page, its headings with it.

    It does when it fits there and leaves this page well filled.
    """
    room, next_room = rooms
    before = _height(tuple(pieces[:kept]), 1.0)
    return before >= _FULL * room and _height(tuple(pieces[kept:]), 1.0) <= next_room
