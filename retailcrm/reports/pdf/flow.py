"""Fill pages with pieces: keep what belongs together, tighten before breaking."""

from dataclasses import dataclass

from retailcrm.reports.pdf.piece import Piece

_TIGHTEST = 0.55  # gaps may shrink to this share before a chapter runs onto a second page


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far below the top margin it stands."""

    piece: Piece
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `mark` is set where a chapter begins."""

    placed: tuple[Placed, ...]
    mark: str = ""


Chapter = tuple[str, tuple[Piece, ...]]


def fill(chapters: tuple[Chapter, ...], room: float, extra: float) -> tuple[Page, ...]:
    """Lay out chapters, each from a new page, on pages with `room` points of height.

    The very first page has `extra` points more: it carries no running line.
    """
    pages: list[Page] = []
    for mark, pieces in chapters:
        laid = _chapter(pieces, room, room + (0.0 if pages else extra))
        pages += [Page(placed, "" if at else mark) for at, placed in enumerate(laid)]
    return tuple(pages)


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
