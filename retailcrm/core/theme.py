"""The look in one place: window, charts and printed pages take their colours and sizes here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one theme as #RRGGBB; each is named for its role, not for its hue.

    Attributes:
        heat: five steps for the score grid, from fewest to most.
        on_heat4: text on the strongest step; the others carry `ink`.
        on_group: text inside a bar in a group's colour.
    """

    name: str
    bg: str
    surface: str
    sunken: str
    border: str
    border2: str
    grid: str
    ink: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    focus: str
    accent_soft: str
    mv: str
    mv_soft: str
    mg: str
    mg_soft: str
    bz: str
    bz_soft: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    ly: str
    heat: tuple[str, str, str, str, str]
    on_heat4: str
    on_group: str


LIGHT = Tokens(
    name="light",
    bg="#F6F6F3",
    surface="#FFFFFF",
    sunken="#EFEEEA",
    border="#DFDED8",
    border2="#8C8B84",
    grid="#E7E6E1",
    ink="#1C1F23",
    muted="#565B63",
    accent="#0F6656",
    accent_hover="#0B5346",
    on_accent="#FFFFFF",
    accent_text="#0F6656",
    focus="#0F6656",
    accent_soft="#E3F0EC",
    mv="#1B5FA6",
    mv_soft="#E4EEF8",
    mg="#A65207",
    mg_soft="#FBEDDD",
    bz="#5C6370",
    bz_soft="#ECEDEF",
    bad="#A5301F",
    bad_soft="#FAEAE6",
    warn="#7A5200",
    warn_soft="#FBF2DC",
    ly="#6F747B",
    heat=("#F3F7F5", "#DCEBE6", "#B7D7CE", "#82B8AA", "#2A7A6A"),
    on_heat4="#FFFFFF",
    on_group="#FFFFFF",
)

DARK = Tokens(
    name="dark",
    bg="#15171A",
    surface="#1D2024",
    sunken="#24282D",
    border="#343940",
    border2="#747A83",
    grid="#2C3136",
    ink="#ECEDEF",
    muted="#A8AEB7",
    accent="#56B8A4",
    accent_hover="#74C9B8",
    on_accent="#0C1513",
    accent_text="#6CC7B4",
    focus="#6CC7B4",
    accent_soft="#1E3631",
    mv="#75B4F2",
    mv_soft="#1B2D40",
    mg="#F0A45C",
    mg_soft="#3A2A19",
    bz="#AEB4BE",
    bz_soft="#2B2F35",
    bad="#F28E7C",
    bad_soft="#3D231E",
    warn="#E2B75B",
    warn_soft="#362C17",
    ly="#8D939C",
    heat=("#202724", "#213932", "#245448", "#2C7161", "#6CC7B4"),
    on_heat4="#0C1513",
    on_group="#1D2024",
)


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step of the type scale, in pixels at 100 %."""

    size: int
    line: int


CAPTION = TypeStep(12, 16)
BODY = TypeStep(13, 20)
TITLE = TypeStep(15, 20)
SCREEN = TypeStep(20, 28)
FIGURE = TypeStep(28, 36)
HUGE = TypeStep(40, 48)

REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600

SPACE = (4, 8, 12, 16, 24, 32)

RADIUS_CARD = 8
RADIUS_CONTROL = 6
RADIUS_KEY = 4
RADIUS_CELL = 2

# WCAG 2.2, relative luminance: below this a channel is linear in light.
_LINEAR_BELOW = 0.04045


def contrast(one: str, other: str) -> float:
    """Compute the WCAG 2 contrast ratio of two colours; text needs at least 4.5."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)
