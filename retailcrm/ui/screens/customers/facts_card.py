"""Who the customer is and how they may be reached."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerProfile
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.chips import Chip
from retailcrm.ui.kit.layout import clear, column, row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.customers.birthdays import birthday_words

_CHANNELS = {"email": "E-mail", "sms": "Text message", "post": "Post", "phone": "Phone"}
_KINDS = {"card": "Card", "email": "E-mail", "phone": "Phone", "till": "Till number"}
_ASKED = ("email", "sms")


class FactsCard(Card):
    """Contact, consents and every number the customer goes by."""

    def __init__(self) -> None:
        super().__init__(say("Contact"))
        self._parts: QVBoxLayout = column(gap=6)
        self.add(self._parts, None)

    def show_profile(self, profile: CustomerProfile, figures: Figures) -> None:
        """Show this customer."""
        clear(self._parts)
        self._parts.addWidget(_pairs(_contact(profile, figures)))
        self._add_head(say("May we write?"))
        for text, tone, note in _consents(profile, figures):
            self._parts.addLayout(row(Chip(text, tone), None))
            if note:
                self._parts.addWidget(OneLine(note, "caption", "muted"))
        others = _others(profile)
        if others:
            self._add_head(say("Also goes by"))
            self._parts.addWidget(_pairs(others))

    def _add_head(self, text: str) -> None:
        self._parts.addSpacing(6)
        self._parts.addWidget(Text(text, "medium"))


class OneLine(Text):
    """A text that gives way: cut off with dots, whole on hover."""

    def __init__(self, text: str, role: str = "body", tone: str = "") -> None:
        super().__init__(text, role, tone)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


def _contact(profile: CustomerProfile, figures: Figures) -> tuple[tuple[str, str], ...]:
    who = profile.row
    pairs = (
        (say("Card"), who.card),
        (say("Phone"), who.phone),
        (say("E-mail"), who.email),
        (say("Company"), profile.company),
        (say("Address"), "\n".join(profile.address) or who.postcode),
        (say("Birthday"), birthday_words(profile.birthday, figures)),
        (say("Heard of us"), profile.source),
        (say("Tags"), profile.tags),
        (say("Note"), profile.note),
    )
    filled = tuple((name, value) for name, value in pairs if value)
    return filled or ((say("Contact"), say("none known")),)


def _others(profile: CustomerProfile) -> tuple[tuple[str, str], ...]:
    who = profile.row
    known = {who.card, who.phone, who.email}
    return tuple(
        (say(_KINDS.get(kind, kind)), value)
        for kind, value in profile.identities
        if value not in known
    )


def _consents(profile: CustomerProfile, figures: Figures) -> tuple[tuple[str, str, str], ...]:
    lines = []
    for channel, is_given, on, source in profile.consents:
        name = say(_CHANNELS.get(channel, channel))
        word = (
            say("{channel}: yes", channel=name) if is_given else say("{channel}: no", channel=name)
        )
        note = " · ".join(part for part in (figures.day_year(on), source) if part)
        lines.append((word, "accent" if is_given else "neutral", note))
    asked = {channel for channel, *_rest in profile.consents}
    for channel in _ASKED:
        if channel not in asked:
            name = say(_CHANNELS[channel])
            lines.append((say("{channel}: not asked", channel=name), "warn", ""))
    return tuple(lines)


def _pairs(pairs: tuple[tuple[str, str], ...]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    for line, (name, value) in enumerate(pairs):
        grid.addWidget(Text(name, "body", "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
        shown = Text(value, wrap=True) if " " in value or "\n" in value else OneLine(value)
        grid.addWidget(shown, line, 1)
    grid.setColumnMinimumWidth(0, 74)
    grid.setColumnStretch(1, 1)
    return holder
