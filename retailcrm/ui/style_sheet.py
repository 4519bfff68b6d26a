"""The style sheet: every rule is built from tokens, none carries a colour of its own."""

from dataclasses import asdict
from string import Template

from retailcrm.core.theme import (
    BODY,
    CAPTION,
    FIGURE,
    HUGE,
    RADIUS_CARD,
    RADIUS_CONTROL,
    SCREEN,
    TITLE,
    Tokens,
)

_RULES = Template("""
QMainWindow, QDialog, QStackedWidget#screens, QWidget#page { background: $bg; color: $ink; }
QLabel { color: $ink; background: transparent; }
QLabel[role="caption"] { font-size: ${caption}px; }
QLabel[role="strong-caption"] { font-size: ${caption}px; font-weight: 600; }
QLabel[role="body"] { font-size: ${body}px; }
QLabel[role="medium"] { font-size: ${body}px; font-weight: 500; }
QLabel[role="strong"] { font-size: ${body}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="verdict"] { font-size: ${title}px; }
QLabel[role="screen"] { font-size: ${screen}px; font-weight: 600; }
QLabel[role="spoken"] { font-size: ${screen}px; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: 600; }
QLabel[role="number"] { font-size: ${screen}px; font-weight: 600; }
QLabel[role="huge"] { font-size: ${huge}px; font-weight: 600; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent_text; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="mv"] { color: $mv; }
QLabel[tone="mg"] { color: $mg; }
QLabel[tone="bz"] { color: $bz; }
QFrame#card { background: $surface; border: 1px solid $border; border-radius: ${card}px; }
QFrame#line { background: $border; border: none; }
QFrame#rail { background: $sunken; border: none; border-right: 1px solid $border; }
QFrame#topbar { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame#footer { background: $surface; border: none; border-top: 1px solid $border; }
QScrollArea, QScrollArea > QWidget > QWidget#page { background: transparent; border: none; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QPlainTextEdit, QTextEdit {
  background: $surface; color: $ink; border: 1px solid $border2;
  border-radius: ${control}px; padding: 0 9px; min-height: 30px;
  selection-background-color: $accent_soft; selection-color: $ink; }
QLineEdit[step="tall"] { min-height: 42px; }
QLineEdit[step="huge"] { min-height: 62px; border-radius: ${card}px; }
QPlainTextEdit, QTextEdit { padding: 6px; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus,
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 0 8px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QTimeEdit:disabled {
  color: $muted; background: $sunken; border-color: $border; }
QLineEdit[wrong="true"] { border-color: $bad; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button,
QDateEdit::up-button, QDateEdit::down-button { width: 0; border: none; }
QTableView, QTreeView, QListView { background: $surface; color: $ink; border: none;
  selection-background-color: $accent_soft; selection-color: $ink; outline: 0; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $border2; padding: 0 8px; font-size: ${caption}px; font-weight: 500; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; color: $ink; border: 1px solid $border2;
  border-radius: ${control}px; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QToolTip { background: $surface; color: $ink; border: 1px solid $border2; padding: 4px 6px;
  font-size: ${caption}px; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $border2;
  padding: 4px; selection-background-color: $accent_soft; selection-color: $ink; }
QCheckBox, QRadioButton { color: $ink; spacing: 8px; background: transparent; }
""")


def style_sheet(tokens: Tokens) -> str:
    """Write the style sheet of one theme."""
    names = {key: value for key, value in asdict(tokens).items() if isinstance(value, str)}
    sizes = {
        "caption": CAPTION.size,
        "body": BODY.size,
        "title": TITLE.size,
        "screen": SCREEN.size,
        "figure": FIGURE.size,
        "huge": HUGE.size,
        "card": RADIUS_CARD,
        "control": RADIUS_CONTROL,
    }
    return _RULES.substitute(names, **sizes)
