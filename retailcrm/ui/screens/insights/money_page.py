"""The page of money: as every topic, and a card for the owner's own numbers at its end."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card
from retailcrm.ui.kit.form import Field, Form
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.insights import money
from retailcrm.ui.screens.insights.own_numbers import Numbers, OwnNumbers
from retailcrm.ui.screens.insights.page import TopicPage
from retailcrm.ui.work import Jobs


class MoneyPage(TopicPage):
    """Who brings the money, where it goes, and what no receipt tells."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(desk, jobs, "money", money.read)
        self.card = NumbersCard()
        holder = self._strip.parentWidget()
        whole = None if holder is None else holder.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertWidget(whole.count() - 1, self.card)
        self.numbers = OwnNumbers(self.card, lambda: desk.services, jobs, self.presenter.refresh)
        self.card.begin(self.numbers)

    @override
    def look(self) -> None:
        if self._is_old:
            self.numbers.refresh()
        super().look()


class NumbersCard(Card):
    """Takes what an offer costs, what winning somebody costs, and the like."""

    def __init__(self) -> None:
        self._save = Button(say("Keep my numbers"), on_click=self._keep)
        super().__init__(
            say("Your own numbers"),
            say("What no receipt tells. The return and the worth of champions use them."),
            self._save,
        )
        self._problem = Text("", "body", "bad", wrap=True)
        self._form = Form(label_width=260, field_width=140)
        self._fields: dict[str, Field] = {}
        for name, label, help_text in _labels():
            field = Field(label)
            field.textEdited.connect(partial(self._typed, name))
            self._fields[name] = field
            self._form.add(label, field, help_text)
        self.add(self._problem, self._form)
        self._presenter: OwnNumbers | None = None
        self._problem.hide()

    def begin(self, presenter: OwnNumbers) -> None:
        """Get to know who keeps the numbers."""
        self._presenter = presenter

    def show_numbers(self, numbers: Numbers) -> None:
        """Paint this."""
        for name, field in self._fields.items():
            text = numbers.texts.get(name, "")
            if field.text() != text:
                field.setText(text)
            field.show_wrong(numbers.wrong.get(name, ""))
        said = [*numbers.wrong.values(), numbers.problem]
        self._problem.show_text(next((one for one in said if one), ""))
        self._problem.setVisible(any(said))
        self._save.setEnabled(bool(numbers.texts) and not numbers.wrong and not numbers.is_busy)

    def _typed(self, name: str, text: str) -> None:
        if self._presenter is not None:
            self._presenter.type(name, text)

    def _keep(self) -> None:
        if self._presenter is not None:
            self._presenter.keep()


def _labels() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            "brought",
            say("The program brings, % of sales"),
            say("Taken where nothing measures it; marked as assumed."),
        ),
        ("running", say("The program costs a year"), say("Software and work, besides discounts.")),
        ("offer", say("An offer to one champion costs"), ""),
        ("keeps", say("More champions stay with it, %"), say("20 if 90 of 100 stay, not 70.")),
        ("winning", say("Winning one new customer costs"), ""),
    )
