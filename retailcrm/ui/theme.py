"""Turn the tokens into fonts, palette and style sheet, and follow light and dark."""

from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from retailcrm.core.resources import resource
from retailcrm.core.theme import BODY, DARK, LIGHT, REGULAR, Tokens, TypeStep
from retailcrm.ui.style_sheet import style_sheet

FAMILY = "Noto Sans"


@lru_cache(maxsize=1)  # asked for every cell of a table; forgotten when the program is dressed
def tokens() -> Tokens:
    """Give the colours in force, for everything that paints itself."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.rgb() == QColor(DARK.bg).rgb() else LIGHT


def colour(name: str, opacity: float = 1.0) -> QColor:
    """Give one token's colour by its name (`heat0` to `heat4` for the steps), weaker if asked."""
    return QColor(_colour_of(tokens(), name, opacity))


@lru_cache(maxsize=512)
def _colour_of(now: Tokens, name: str, opacity: float) -> QColor:
    found = QColor(now.heat[int(name[-1])] if name.startswith("heat") else getattr(now, name))
    found.setAlphaF(opacity)
    return found


def font(step: TypeStep = BODY, weight: int = REGULAR) -> QFont:
    """Give the typeface in one step of the scale, with figures of equal width."""
    return QFont(_font_of(step, weight))


@lru_cache(maxsize=64)
def _font_of(step: TypeStep, weight: int) -> QFont:
    made = QFont(QApplication.font())
    made.setPixelSize(step.size)
    made.setWeight(QFont.Weight(weight))
    return made


class Theme(QObject):
    """Dress the program, now and whenever the system or the owner switches.

    Signals:
        changed: the colours in force have changed.
    """

    changed = Signal()

    def __init__(self, app: QApplication, mode: str = "system") -> None:
        super().__init__(app)
        self._app, self._mode = app, mode
        app.setStyle("Fusion")
        _load_fonts(app)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def mode(self) -> str:
        """The owner's choice: system, light or dark."""
        return self._mode

    def choose(self, mode: str) -> None:
        """Follow the system, or stay light or dark."""
        self._mode = mode
        self._dress()

    def _dress(self) -> None:
        wanted = self._wanted()
        if tokens() is wanted and self._app.styleSheet():
            return
        tokens.cache_clear()  # before: whoever hears of the new palette asks for colours at once
        self._app.setPalette(_palette(wanted))
        self._app.setStyleSheet(style_sheet(wanted))
        self.changed.emit()

    def _wanted(self) -> Tokens:
        if self._mode != "system":
            return DARK if self._mode == "dark" else LIGHT
        is_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT


def _load_fonts(app: QApplication) -> None:
    """Use our own typeface; where it cannot be loaded the system's stays."""
    for file in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    base = QFont(FAMILY if FAMILY in QFontDatabase.families() else app.font().family())
    base.setPixelSize(BODY.size)
    base.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    app.setFont(base)
    _font_of.cache_clear()


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in (
        (role.Window, t.bg),
        (role.WindowText, t.ink),
        (role.Base, t.surface),
        (role.AlternateBase, t.sunken),
        (role.Text, t.ink),
        (role.Button, t.surface),
        (role.ButtonText, t.ink),
        (role.BrightText, t.bad),
        (role.Highlight, t.accent_soft),
        (role.HighlightedText, t.ink),
        (role.PlaceholderText, t.muted),
        (role.ToolTipBase, t.surface),
        (role.ToolTipText, t.ink),
        (role.Link, t.accent_text),
        (role.Accent, t.accent),
    ):
        palette.setColor(name, QColor(value))
    for disabled in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, disabled, QColor(t.border2))
    return palette
