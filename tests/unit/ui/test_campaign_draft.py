"""A campaign as it is typed: what makes sense becomes a wish, the rest is named."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from retailcrm.campaigns.offers import Offer, OfferKind
from retailcrm.campaigns.starts import start_for
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.outcome import Outcome
from retailcrm.core.rows import rows
from retailcrm.services.campaign_rows import (
    ArmTold,
    ArmWish,
    CampaignRow,
    CampaignWish,
    Channel,
    CostLine,
    CostTold,
    Preview,
)
from retailcrm.ui.screens.campaigns.draft_form import (
    ArmForm,
    Form,
    cost_line,
    form_of,
    wish_of,
)
from retailcrm.ui.screens.campaigns.draft_words import headline, launch_words, needed, seen
from retailcrm.ui.screens.campaigns.drafting import DraftPresenter, DraftState
from retailcrm.ui.work import InlineJobs

WISH = CampaignWish(
    name="Autumn",
    audience="customers?stage=mia",
    channel=Channel.POST,
    arms=(
        ArmWish("Voucher", Offer(OfferKind.MONEY, "Five off", amount=500, least=2_000)),
        ArmWish("Double", Offer(OfferKind.MULTIPLIER, "Twice", times=20)),
        ArmWish("Tea", Offer(OfferKind.CATEGORY, "Try it", category="Tea", share=1_050)),
        ArmWish("Mug", Offer(OfferKind.REWARD, "A mug", amount=320)),
    ),
    held_back=1_250,
    days=21,
    sends=date(2026, 11, 9),
    series="autumn",
    costs=(CostLine("print", 18_000, per_piece=True), CostLine("design", 60_000_00)),
)
FIGURES = Figures("USD")


def test_a_kept_campaign_is_shown_and_read_back_unchanged() -> None:
    assert wish_of(form_of(WISH, 2), 2) == WISH
    yen = replace(WISH, costs=(CostLine("print", 40_000, per_piece=True),))
    assert wish_of(form_of(yen, 0), 0) == yen
    message = replace(WISH, costs=(CostLine("messages", 200, per_piece=True),), channel=Channel.SMS)
    assert form_of(message, 2).costs == {("messages", True): "0.002"}
    assert wish_of(form_of(message, 2), 2) == message


def test_empty_fields_mean_what_is_usual() -> None:
    wish = wish_of(Form(name=" Autumn ", audience="customers"), 2)
    assert (wish.name, wish.held_back, wish.days, wish.sends, wish.costs) == (
        "Autumn", None, None, None, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        {"control": "all"},
        {"days": "1.5"},
        {"days": "ten"},
        {"sends": "tomorrow"},
        {"costs": {("design", False): "cheap"}},
        {"arms": (ArmForm("A", OfferKind.MONEY, number="five"),)},
        {"arms": (ArmForm("A", OfferKind.POINTS, number="1e99"),)},
    ],
)
def test_a_field_that_cannot_be_read_is_named_in_a_sentence(told: dict[str, Any]) -> None:
    with pytest.raises(UserError) as refused:
        wish_of(replace(Form(audience="customers"), **told), 2)
    assert refused.value.message.endswith(".")


def test_costs_of_another_channel_do_not_count() -> None:
    form = replace(Form(audience="customers"), costs={("postage", True): "0.53"})
    assert wish_of(form, 2).costs == ()
    assert wish_of(replace(form, channel=Channel.POST), 2).costs[0].amount == 53_000


def test_arms_come_and_go_and_keep_their_letters() -> None:
    form = Form().with_more_arms().with_more_arms()
    assert [one.name for one in form.arms] == ["A", "B", "C"]
    assert [one.name for one in form.without_arm(0).arms] == ["A", "B"]


def test_a_cost_that_came_later_may_be_below_zero() -> None:
    assert cost_line("fees", "\N{MINUS SIGN}5", 2, each=False) == CostLine("fees", -500_000)
    assert cost_line("fees", "", 2, each=False) is None
    assert cost_line("fees", "x", 2, each=False) is None


def a_preview(**told: Any) -> Preview:
    arms = (ArmTold(0, "", "Left alone", "", 60), ArmTold(1, "A", "A", "$5.00 off", 600))
    usual = Preview(
        title="Missing", as_of=date(2026, 10, 31), sends=date(2026, 11, 2),
        closes=date(2026, 11, 15), days=14, people=700, may=660, treated=600, control=60,
        held_back=1_000, is_usual=True, left_out=(), rows=rows("customers"), arms=arms,
        base_rate=0.1, sees=0.134, needs=0.05, costs=(CostTold("Print", 9_000),), total=9_000,
    )  # fmt: skip
    return replace(usual, **told)


def test_the_owner_reads_before_sending_what_the_test_can_see() -> None:
    """B2: 600 mailed, 60 held back, one in ten buying anyway."""
    told = seen(a_preview(), FIGURES)
    assert "600 written to, 60 left alone and 10\u202f% coming anyway" in told
    assert "about 13 points" in told
    assert "no effect" in seen(a_preview(sees=None), FIGURES)
    assert seen(a_preview(control=0), FIGURES) == ""
    assert needed(a_preview(), FIGURES) == (
        "It pays if 30 more come than would anyway: 5.0 points."
    )
    assert (
        needed(a_preview(needs=0.0001), FIGURES) == "It pays if one more comes than would anyway."
    )


def test_the_button_counts_who_will_hear_of_it() -> None:
    assert launch_words(a_preview(), FIGURES) == "Launch for 600"
    assert launch_words(a_preview(stops="Nobody."), FIGURES) == "Launch"
    assert headline(a_preview(), FIGURES) == "600 to write to, 60 left alone"
    assert headline(a_preview(control=0), FIGURES) == "600 to write to, nobody left alone"
    assert headline(a_preview(stops="Nobody."), FIGURES) == "Nobody."


class FakeDrafts:
    def __init__(self) -> None:
        self.kept: list[CampaignWish] = []
        self.refusal = ""

    def start(self, audience: str) -> Any:
        return start_for(stage=audience.partition("=")[2])

    def title(self, _audience: str) -> str:
        return "Some customers"

    def preview(self, wish: CampaignWish, _number: int) -> Preview:
        if self.refusal:
            raise UserError(self.refusal)
        return a_preview(title=wish.audience)

    def create(self, wish: CampaignWish) -> Outcome[int]:
        self.kept.append(wish)
        return Outcome(7, frozenset(), "Kept.")

    def change(self, number: int, wish: CampaignWish) -> Outcome[int]:
        self.kept.append(wish)
        return Outcome(number, frozenset(), "Kept.")


class View:
    def __init__(self) -> None:
        self.shown: list[DraftState] = []
        self.said: list[str] = []
        self.asked = 0

    def show_draft(self, state: DraftState) -> None:
        self.shown.append(state)

    def preview_soon(self) -> None:
        self.asked += 1

    def launched(self, _row: CampaignRow, summary: str) -> None:
        self.said.append(summary)

    def told(self, text: str) -> None:
        self.said.append(text)

    def gone(self) -> None:
        self.said.append("gone")


@pytest.fixture
def drafts() -> FakeDrafts:
    return FakeDrafts()


@pytest.fixture
def presenter(drafts: FakeDrafts) -> DraftPresenter:
    services: Any = SimpleNamespace(
        campaigns=SimpleNamespace(drafts=drafts, lists=SimpleNamespace(lists=tuple)),
        shop=SimpleNamespace(settings=lambda: SimpleNamespace(currency="USD")),
        sales=SimpleNamespace(by=lambda _: ()),
    )
    return DraftPresenter(View(), lambda: services, InlineJobs())


def test_a_new_campaign_begins_with_words_for_these_people(presenter: DraftPresenter) -> None:
    presenter.begin("customers?stage=mia")
    form = presenter.state.form
    assert form is not None
    assert form.arms[0].kind is OfferKind.MONEY
    assert form.arms[0].text.startswith("We miss you")
    assert presenter.state.preview is not None
    presenter.type(audience="customers?stage=been_a_while")
    assert presenter.state.form is not None
    assert presenter.state.form.arms[0].kind is OfferKind.MULTIPLIER


def test_own_words_stay_when_other_people_are_chosen(presenter: DraftPresenter) -> None:
    presenter.begin("customers?stage=mia")
    assert presenter.state.form is not None
    presenter.change(presenter.state.form.with_arm(0, text="Come and see us"))
    presenter.type(audience="customers?stage=been_a_while")
    assert presenter.state.form.arms[0].text == "Come and see us"


def test_a_preview_that_cannot_be_made_keeps_the_last_one_and_says_why(
    presenter: DraftPresenter, drafts: FakeDrafts
) -> None:
    presenter.begin("customers?stage=mia")
    before = presenter.state.preview
    drafts.refusal = "Nobody is there."
    presenter.preview()
    assert (presenter.state.preview, presenter.state.problem) == (before, "Nobody is there.")
    drafts.refusal = ""
    presenter.type(days="ten")
    presenter.preview()
    assert "whole days" in presenter.state.problem


def test_a_draft_is_kept_once_and_changed_afterwards(
    presenter: DraftPresenter, drafts: FakeDrafts
) -> None:
    presenter.begin("customers?stage=mia")
    presenter.type(name="Autumn")
    assert not presenter.state.is_kept
    presenter.keep()
    assert (presenter.state.number, presenter.state.is_kept) == (7, True)
    presenter.type(name="Winter")
    presenter.keep()
    assert [one.name for one in drafts.kept] == ["Autumn", "Winter"]
