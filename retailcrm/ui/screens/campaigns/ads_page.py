"""The tab of ads: a line for each medium, one picture, every ad with its result, and a form."""

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from retailcrm.core.words import say
from retailcrm.services.ad_rows import AdResult, MediumRow
from retailcrm.ui.actions import cap
from retailcrm.ui.desk import Desk
from retailcrm.ui.kit.buttons import Button
from retailcrm.ui.kit.card import Card, page
from retailcrm.ui.kit.form import Field
from retailcrm.ui.kit.layout import LeastHigh, clear, column, row, scrolled
from retailcrm.ui.kit.messages import EmptyState
from retailcrm.ui.kit.picture.widget import Picture
from retailcrm.ui.kit.row_table import RowTable
from retailcrm.ui.kit.text import Text
from retailcrm.ui.screens.campaigns.ad_columns import ad_columns, medium_columns
from retailcrm.ui.screens.campaigns.ad_form import AdForm
from retailcrm.ui.screens.campaigns.ads import AdsPresenter, AdsState, picture_of
from retailcrm.ui.screens.campaigns.tab import Tab
from retailcrm.ui.screens.phrases import listed
from retailcrm.ui.work import Jobs

MOST_MEDIA, MOST_ADS = 5, 8
PICTURE_HIGH, BAR_HIGH = 150, 46


class AdsPage(Tab):
    """Flyers, newspaper pages and posters, and what they brought."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = AdsPresenter(self, lambda: desk.services, jobs)
        self._is_old = True
        self._state = AdsState()
        self._media: RowTable[MediumRow] | None = None
        self._ads: RowTable[AdResult] | None = None
        self._build(jobs)

    @override
    def grow_old(self) -> None:
        self._is_old = True

    @override
    def look(self) -> None:
        if self._is_old:
            self._is_old = False
            self.presenter.refresh()

    @override
    def focus_first(self) -> None:
        (self._ads if self._ads and self._ads.isVisible() else self._first).setFocus()

    @override
    def act(self, action: str) -> bool:
        if action == "new":
            self.presenter.begin()
            return True
        if action == "go" and self._state.typed is not None:
            self.presenter.keep()
            return True
        return action == "back" and self.presenter.leave()

    def tell(self, said: str, kind: str = "news") -> None:
        """Say one sentence."""
        self._desk.tell(said, kind)

    def show_ads(self, state: AdsState) -> None:
        """Paint this."""
        before, self._state = self._state, state
        is_empty = state.diary is not None and not state.diary.results
        is_writing = state.typed is not None
        self._empty_page.setVisible(is_empty and not is_writing)
        self._scroll.setVisible(not is_empty or is_writing)
        self._known.setVisible(not is_empty)
        self._form.setVisible(is_writing)
        self._list_card.setVisible(not is_empty and not is_writing)
        self._detail.setVisible(not is_empty and not is_writing)
        self._form.show_form(state, is_new=is_writing and before.typed is None)
        if state.diary is not before.diary and state.diary is not None:
            self._show_diary(state)
        if state.shown is not before.shown:
            self._show_result(state)
        if state.problem and state.problem != before.problem and not is_writing:
            self.tell(state.problem, "error")
        if before.typed is not None and not is_writing:
            self.focus_first()

    def _show_diary(self, state: AdsState) -> None:
        assert state.diary is not None
        self._make_tables(state)
        assert self._media is not None
        assert self._ads is not None
        self._media_card.show_title(
            say("What each medium brought"),
            say("Amounts in {currency}. Enter shows its new customers.",
                currency=state.figures.currency),
        )  # fmt: skip
        self._picture.setFixedHeight(PICTURE_HIGH + BAR_HIGH * len(state.diary.media))
        self._media.show_rows(state.diary.media)
        self._media.fit_height(MOST_MEDIA)
        self._ads.show_rows(state.diary.results)
        self._ads.fit_height(MOST_ADS)
        if state.diary.results:
            self._picture.show_facts(picture_of(state))

    def _make_tables(self, state: AdsState) -> None:
        """Head the columns with the shop's currency, once it is known."""
        if self._media is not None:
            return
        self._media = RowTable(say("Media"), medium_columns(state.figures))
        self._media.opened.connect(lambda one: self._desk.open_rows(one.new.rows))
        self._media_card.add(self._media)
        self._ads = RowTable(say("Ads"), ad_columns(state.figures))
        self._ads.current_changed.connect(self._choose)
        self._list_card.add(self._ads)

    def _choose(self, row: AdResult | None) -> None:
        if row is not None and row is not self._state.shown:
            self.presenter.choose(row)

    def _show_result(self, state: AdsState) -> None:
        shown = state.shown
        clear(self._ways)
        if shown is None:
            return
        ad, figures = shown.ad, state.figures
        span = f"{figures.day_year(ad.starts)} \N{EN DASH} {figures.day_year(ad.ends)}"
        facts = [ad.medium, span]
        if ad.copies:
            facts.append(say("{n} copies", n=figures.count(ad.copies)))
        facts += [say("code {word}", word=one) for one in ad.codes]
        if ad.went_to:
            facts.append(say("went to {places}", places=listed(ad.went_to)))
        self._detail.show_title(ad.name, " · ".join(facts))
        self._verdict.show_text(shown.sentence)
        for way in shown.ways:
            rows = Button(say("Rows"), "quiet", on_click=partial(self._desk.open_rows, way.rows))
            rows.setAccessibleName(say("Rows behind {way}", way=way.sentence))
            rows.setVisible(way.brought is not None)
            tone = "" if way is shown.best else "muted"
            line = row(Text(way.sentence, "body", tone, wrap=True), rows, gap=12)
            line.setStretch(0, 1)
            self._ways.addLayout(line)

    def _build(self, jobs: Jobs) -> None:
        self._first = Button(
            say("Note an ad"), "primary", key=cap("new"), on_click=self.presenter.begin
        )
        self._empty = EmptyState(
            say("Flyers, newspaper pages and posters will stand here with what they brought"),
            say("Note when each ran and what it cost. Where sales cannot tell what it brought, "
                "you will read that too."),
            self._first,
            icon="mail",
        )  # fmt: skip
        self._media_card = Card(say("What each medium brought"),
                                say("Enter shows its new customers."))  # fmt: skip
        self._picture = Picture(self._desk, jobs)
        again = Button(say("Note an ad"), key=cap("new"), on_click=self.presenter.begin)
        self._list_card = Card(say("Ads"), "", again)
        self._form = AdForm(self.presenter)
        self._build_detail()
        self._lay_out()

    def _build_detail(self) -> None:
        self._verdict = Text("", "strong", wrap=True)
        self._ways = column(gap=6)
        self._spent = Field(say("Money spent on it"), say("Spent, below zero takes back"))
        self._spent.setFixedWidth(220)
        book = Button(say("Note it"), on_click=self._spend)
        self._spent.returnPressed.connect(self._spend)
        out = Button(say("Take out"), "quiet", on_click=self.presenter.withdraw)
        self._detail = Card(say("Ad"))
        self._detail.add(self._verdict, 4, self._ways, 8, row(self._spent, book, None, out))

    def _lay_out(self) -> None:
        self._known = QWidget()
        self._known.setLayout(column(self._media_card, self._picture, None, gap=12))
        right = QWidget()
        right.setLayout(column(self._list_card, self._detail, self._form, None, gap=12))
        both = row(self._known, right, gap=12)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        both.setContentsMargins(24, 0, 24, 12)
        self._all = QWidget()
        self._all.setLayout(both)
        self._scroll = scrolled(LeastHigh(self._all), both)
        self._scroll.hide()
        self._empty_page = QWidget()
        inside = page(self._empty)
        inside.setContentsMargins(24, 0, 24, 12)
        self._empty_page.setLayout(inside)
        self._empty_page.hide()
        self.setLayout(column(self._empty_page, self._scroll))

    def _spend(self) -> None:
        self.presenter.spend(self._spent.text())
        self._spent.clear()
