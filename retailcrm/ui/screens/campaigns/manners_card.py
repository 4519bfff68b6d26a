"""How often and on which days the shop speaks at all, in one line of fields."""

from collections.abc import Callable

from retailcrm.campaigns.moments.manners import Manners
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Tick
from retailcrm.ui.kit.layout import row
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.quiet_days import quiet_text, quiet_typed

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class MannersCard(Card):
    """Shows the manners and hands over what is typed.

    Args:
        keep: takes the new manners.
        refuse: hears what cannot be read.
    """

    def __init__(
        self, keep: Callable[[Manners], object], refuse: Callable[[UserError], object]
    ) -> None:
        super().__init__(
            say("How often you speak"),
            say("Counted over all campaigns and moments of a channel; whoever had enough waits."),
        )
        self._keep, self._refuse = keep, refuse
        self._held = Manners()
        self._most = Field(say("Pieces at most"))
        self._within = Field(say("Within days"))
        for field in (self._most, self._within):
            field.setFixedWidth(56)
        self._ticks = [Tick(say(one)) for one in DAYS]
        for tick, day in zip(self._ticks, DAYS, strict=True):
            tick.setAccessibleName(say("Nothing goes out on {day}", day=say(day)))
        self._button = Button(say("Keep"), small=True, on_click=self._send)
        self._button.setAccessibleName(say("Keep how often you speak"))
        self._quiet = Field(say("Quiet days"), say("2026-12-24 to 2026-12-26, 2027-01-01"))
        self._seasons = Tick(say("Nor while the shop is closed for a season"))
        self.add(
            4,
            row(
                Text(say("At most")),
                self._most,
                Text(say("pieces for one person within")),
                self._within,
                Text(say("days")),
                16,
                Text(say("Never on")),
                *self._ticks,
                None,
            ),
            row(Text(say("Nor on")), self._quiet, 16, self._seasons, None, self._button),
        )
        self._quiet.setMinimumWidth(300)

    def show_manners(self, manners: Manners) -> None:
        """Paint these, unless they stand there already."""
        if manners == self._held and self._most.text():
            return
        self._held = manners
        self._most.setText(str(manners.most))
        self._within.setText(str(manners.within))
        for day, tick in enumerate(self._ticks):
            tick.setChecked(day in manners.weekdays)
        self._quiet.setText(quiet_text(manners.quiet))
        self._seasons.setChecked(not manners.in_seasons)
        self._seasons.setToolTip(
            say("Closed seasons are told in Settings: {days}", days=quiet_text(manners.shut))
            if manners.shut
            else say("No closed seasons are told in Settings yet.")
        )

    def _send(self) -> None:
        most, within = self._most.text().strip(), self._within.text().strip()
        if not (most.isdecimal() and within.isdecimal()):
            self._refuse(UserError(say("Pieces and days are whole numbers.")))
            return
        days = tuple(day for day, tick in enumerate(self._ticks) if tick.isChecked())
        try:
            quiet = quiet_typed(self._quiet.text())
        except UserError as fault:
            self._refuse(fault)
            return
        in_seasons = not self._seasons.isChecked()
        self._keep(Manners(int(most), int(within), days, quiet, in_seasons, self._held.shut))
