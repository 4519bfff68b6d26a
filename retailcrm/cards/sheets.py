"""Label and card sheets: where on the paper each label stands, in millimetres.

The figures are those of the label templates that come with LibreOffice, which agree with the
sheets as sold; where other collections differ, their columns come out uneven.
"""

from dataclasses import dataclass

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

LETTER = (215.9, 279.4)
A4 = (210.0, 297.0)
CR80 = (85.6, 53.98)
KEY_TAG = (54.0, 29.0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one label stands: its page, counted from 0, and its corner from the top left."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of sheet; all lengths in millimetres from the top left.

    Attributes:
        key: maker and number in lower case, as commands take it.
        name: as it stands on the box.
        grid: columns and rows.
        label: width and height of one label.
        corner: left and top of the first label.
        pitch: from one label's corner to the next one's, across and down.
        radius: of the labels' corners.
        sticky: labels on backing paper, so they have no back and stay white.
        turned: what is printed lies across: a label taller than wide, read from its long side.
        cut: marks show where to cut.
        others: numbers of sheets with the same labels.
    """

    key: str
    name: str
    page: tuple[float, float]
    grid: tuple[int, int]
    label: tuple[float, float]
    corner: tuple[float, float]
    pitch: tuple[float, float]
    radius: float = 0.0
    sticky: bool = False
    turned: bool = False
    cut: bool = False
    others: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its name in the person's language."""
        return say(self.name)

    @property
    def per_page(self) -> int:
        """Labels on one sheet."""
        return self.grid[0] * self.grid[1]

    @property
    def face(self) -> tuple[float, float]:
        """Width and height of what is printed on one label, as it is read."""
        wide, high = self.label
        return (high, wide) if self.turned else (wide, high)

    @property
    def gap(self) -> tuple[float, float]:
        """White between two labels, across and down."""
        return self.pitch[0] - self.label[0], self.pitch[1] - self.label[1]

    def place(self, at: int) -> Place:
        """Give the place of a label, the first being 0, row by row over as many pages."""
        page, rest = divmod(at, self.per_page)
        row, column = divmod(rest, self.grid[0])
        x = self.corner[0] + column * self.pitch[0]
        return Place(page, x, self.corner[1] + row * self.pitch[1])

    def behind(self, place: Place) -> Place:
        """Give the place on the back of the paper that meets a place on its front."""
        return Place(place.page, self.page[0] - place.x - self.label[0], place.y)


def sheets() -> tuple[Sheet, ...]:
    """Give every sheet, in the order of the list."""
    return _SHEETS


def sheet_named(name: str) -> Sheet:
    """Find a sheet by its key or by any number it is sold under.

    Raises:
        UserError: there is no such sheet.
    """
    wanted = _plain(name)
    found = next((sheet for sheet in _SHEETS if wanted in _names(sheet)), None)
    if found is None:
        raise UserError(
            say("There is no sheet {name}.", name=name),
            say("Choose one of {keys}.", keys=", ".join(sheet.key for sheet in _SHEETS)),
        )
    return found


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _names(sheet: Sheet) -> frozenset[str]:
    numbers = (sheet.key.removeprefix("avery-"), *sheet.others)
    return frozenset(_plain(f"{maker}{number}") for number in numbers for maker in ("", "avery"))


def _avery(
    number: str,
    what: str,
    page: tuple[float, float],
    grid: tuple[int, int],
    sizes: tuple[float, float, float, float, float, float],
    radius: float = 0.0,
    others: tuple[str, ...] = (),
) -> Sheet:
    """Describe a sheet; sizes are a label's width and height, its corner, and the pitch."""
    wide, high, left, top, across, down = sizes
    return Sheet(
        f"avery-{number.lower()}", f"Avery {number}, {what}", page, grid, (wide, high), (left, top),
        (across, down), radius=radius, sticky=what.endswith("labels"), others=others,
    )  # fmt: skip


_SHEETS = (
    Sheet("cr80", "Plastic card (CR80), one a page", CR80, (1, 1), CR80, (0, 0), CR80, radius=3.18),
    Sheet("cr80-a4", "Plastic card's size, to cut from A4", A4, (2, 5), CR80, (14.4, 13.55),
          (95.6, 53.98), radius=3.18, cut=True),
    Sheet("cr80-letter", "Plastic card's size, to cut from Letter", LETTER, (2, 4), CR80,
          (17.35, 22.74), (95.6, 59.98), radius=3.18, cut=True),
    Sheet("key-tag", "Key tag 54 × 29 mm, one a page", KEY_TAG, (1, 1), KEY_TAG, (0, 0), KEY_TAG,
          radius=3.0),
    Sheet("key-tag-cr80", "Three key tags on a plastic card", CR80, (3, 1), (28.5, 53.98),
          (0.05, 0), (28.5, 53.98), radius=3.0, turned=True),
    _avery("5160", "address labels", LETTER, (3, 10), (66.67, 25.4, 4.76, 12.7, 69.85, 25.4),
           1.59, ("8160",)),
    _avery("5161", "address labels", LETTER, (2, 10), (101.6, 25.4, 3.97, 12.7, 106.36, 25.4),
           1.59, ("8161",)),
    _avery("5162", "address labels", LETTER, (2, 7), (101.6, 33.87, 3.97, 21.17, 106.36, 33.87),
           1.59, ("8162",)),
    _avery("5163", "shipping labels", LETTER, (2, 5), (101.6, 50.8, 3.97, 12.7, 106.36, 50.8),
           3.18, ("8163",)),
    _avery("5164", "shipping labels", LETTER, (2, 3), (101.6, 84.67, 3.97, 12.7, 106.36, 84.67),
           3.18, ("8164",)),
    _avery("5167", "return address labels", LETTER, (4, 20),
           (44.45, 12.7, 7.14, 12.7, 52.39, 12.7), 1.59, ("8167",)),
    _avery("5371", "cards", LETTER, (2, 5), (88.9, 50.8, 19.05, 12.7, 88.9, 50.8),
           others=("8371", "28371")),
    _avery("5390", "name tags", LETTER, (2, 4), (88.9, 55.03, 19.05, 29.63, 88.9, 55.03)),
    _avery("5395", "name badges", LETTER, (2, 4), (85.72, 59.27, 17.46, 14.82, 95.25, 63.5),
           4.76, ("8395",)),
    _avery("L7160", "address labels", A4, (3, 7), (63.5, 38.1, 7.2, 15.15, 66.04, 38.1),
           1.76, ("J8160", "C2160")),
    _avery("L7161", "address labels", A4, (3, 6), (63.5, 46.56, 7.21, 8.82, 66.04, 46.56),
           1.76, ("J8161",)),
    _avery("L7162", "address labels", A4, (2, 8), (99.06, 33.87, 4.67, 13.02, 101.6, 33.87),
           1.76, ("J8162",)),
    _avery("L7163", "address labels", A4, (2, 7), (99.06, 38.1, 4.67, 15.15, 101.6, 38.1),
           1.76, ("J8163", "C2163")),
    _avery("L7165", "shipping labels", A4, (2, 4), (99.06, 67.73, 4.67, 13.04, 101.6, 67.73),
           1.76, ("J8165",)),
    _avery("L7414", "cards", A4, (2, 5), (90.0, 52.0, 15.0, 18.5, 90.0, 52.0), others=("L7415",)),
    _avery("L7417", "cards", A4, (2, 5), (90.0, 54.0, 15.0, 13.5, 90.0, 54.0), others=("L7419",)),
    _avery("L7418", "name badges", A4, (2, 4), (86.0, 55.0, 19.0, 38.5, 86.0, 55.0)),
    _avery("L7651", "mini labels", A4, (5, 13), (38.1, 21.17, 4.67, 10.9, 40.64, 21.17),
           1.76, ("J8651", "C2651")),
    _avery("C32011", "cards", A4, (2, 5), (85.0, 54.0, 15.0, 13.5, 95.0, 54.0),
           others=("32010", "32011", "32012", "C32010", "C32012", "C9362", "C2364")),
    _avery("C32015", "cards", A4, (2, 4), (85.0, 54.0, 17.0, 31.5, 91.0, 60.0),
           others=("C9312",)),
)  # fmt: skip
