"""Fill pages with pieces: keep what belongs together, tighten before breaking."""

from dataclasses import dataclass

from retailcrm.reports.pdf.piece import Piece

_TIGHTEST = 0.45  # gaps may shrink to this share before a chapter runs onto a second page
_JOINT = 32.0  # above a chapter that begins on the page of another


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far below the top margin it stands."""

    piece: Piece
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `marks` names the chapters that begin on it."""

    placed: tuple[Placed, ...]
    marks: tuple[str, ...] = ()


Chapter = tuple[str, tuple[Piece, ...]]


def fill(chapters: tuple[Chapter, ...], room: float, extra: float) -> tuple[Page, ...]:
    """Lay out chapters on pages with `room` points of height.

    A chapter begins a new page unless all of it fits below the last. The very first page has
    `extra` points more: it carries no running line.
    """
    pages: list[Page] = []
    for mark, pieces in chapters:
        first = room + (0.0 if len(pages) > 1 else extra)
        joined = _joined(pages[-1], mark, pieces, first) if pages else None
        if joined:
            pages[-1] = joined
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
    top = above[-1].top + above[-1].piece.height + _JOINT
    below = tuple(Placed(one.piece, one.top + top) for one in _placed(pieces, 1.0))
    bottom = below[-1].top + below[-1].piece.height
    limit = foot[1].top - foot[1].piece.gap if len(foot) > 1 else room
    if bottom > limit:
        return None
    return Page((*above, *below, *foot), (*page.marks, mark))


def _chapter(pieces: tuple[Piece, ...], room: float, first: float) -> list[tuple[Placed, ...]]:
    solid = sum(piece.height for piece in pieces)
    gaps = sum(piece.gap for piece in pieces[1:])
    if solid + gaps <= first:
        return [_placed(pieces, 1.0, first - solid - gaps)]
    if gaps and (first - solid) / gaps >= _TIGHTEST:
        return [_placed(pieces, (first - solid) / gaps)]
    return _broken(pieces, room, first)


def _placed(pieces: tuple[Piece, ...], tightness: float, spare: float = 0.0) -> tuple[Placed, ...]:
    placed = []
    top = 0.0
    for at, piece in enumerate(pieces):
        top += piece.gap * tightness if at else 0.0
        placed.append(Placed(piece, top))
        top += piece.height + (spare if piece.stretch else 0.0)
    return tuple(placed)


def _broken(pieces: tuple[Piece, ...], room: float, first: float) -> list[tuple[Placed, ...]]:
    pages: list[tuple[Placed, ...]] = []
    waiting = [piece for piece in pieces if not piece.stretch]
    while waiting:
        page, waiting = _one_page(waiting, room if pages else first)
        pages.append(_placed(tuple(page), 1.0))
    return pages


def _one_page(waiting: list[Piece], room: float) -> tuple[list[Piece], list[Piece]]:
    """Take as many pieces as a page holds, and give what is left."""
    page: list[Piece] = []
    for at, piece in enumerate(waiting):
        gap = piece.gap if page else 0.0
        if gap + piece.height <= room:
            page.append(piece)
            room -= gap + piece.height
            continue
        halves = piece.split(room - gap)
        if halves:
            return [*page, halves[0]], [halves[1], *waiting[at + 1 :]]
        if not page:  # higher than any page: let it stand alone
            return [piece], waiting[at + 1 :]
        return page, [*_taken_back(page), *waiting[at:]]
    return page, []


def _taken_back(page: list[Piece]) -> list[Piece]:
    """Take headings off the foot of a page, to begin the next with them."""
    taken: list[Piece] = []
    while len(page) > 1 and page[-1].keep:
        taken.insert(0, page.pop())
    return taken
