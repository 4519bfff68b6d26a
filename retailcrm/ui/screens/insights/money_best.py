"""What a champion brings against somebody new."""

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Told
from retailcrm.services.money_rows import BestTold
from retailcrm.ui.kit.picture.facts import Axis, Bar, PictureFacts, Ranked, Scale


def best_picture(told: BestTold, figures: Figures) -> PictureFacts:
    """Draw one champion beside one new customer."""
    return PictureFacts(
        name="champion_and_new",
        title=_title(told, figures),
        marks=_marks(told, figures),
        figures=figures,
        caption=_caption(told, figures),
        key="money.value_ratio",
        nothing=told.why_none,
        rows=None if told.ratio is None else told.ratio.rows,
    )


def _marks(told: BestTold, figures: Figures) -> Ranked | None:
    if told.best is None or told.new is None:
        return None
    return Ranked(
        (
            _bar(say("One champion"), told.best, is_strong=True),
            _bar(say("One new customer"), told.new, is_strong=False),
        ),
        Axis(say("Margin of twelve months, {currency}", currency=figures.currency), Scale.MONEY),
        label_heading=say("Customer"),
    )


def _bar(label: str, told: Told, *, is_strong: bool) -> Bar:
    return Bar(label, told.value, is_strong=is_strong, rows=told.rows)


def _title(told: BestTold, figures: Figures) -> str:
    if told.best is None or told.new is None:
        return say("What a champion is worth cannot be told yet")
    if told.ratio is None or told.ratio.value is None:
        return say("New customers lose money in the first year, champions bring it")
    many = figures.number(told.ratio.value, 1)
    return say("One champion brings as much as {many} new customers", many=many)


def _caption(told: BestTold, figures: Figures) -> str:
    said = [_basis(told.basis)] if told.basis else []
    if told.kept is not None and told.kept.value is not None:
        share = figures.percent(told.kept.value, 0)
        said.append(say("{share} of the champions of a year ago have come again.", share=share))
    if told.gain_kept is not None and told.gain_new is not None:
        said.append(_action(told, figures))
    return " ".join(said)


def _action(told: BestTold, figures: Figures) -> str:
    if told.action is None:
        return say("A new customer costs more to win than the first year brings.")
    return say(
        "By your own costs, an offer that keeps champions brings {keep} each, winning somebody "
        "new {new}: {many} times as much.",
        keep=figures.money(told.gain_kept),
        new=figures.money(told.gain_new),
        many=figures.number(told.action, 1),
    )


def _basis(basis: str) -> str:
    return {
        "expected": say(
            "Champions by what the model expects of them, new customers by what the last ones "
            "brought in their first year."
        ),
        "watched": say(
            "Champions of a year ago by what they brought since, new customers by what the last "
            "ones brought in their first year."
        ),
        "so_far": say(
            "Champions by their last twelve months; new customers by what those of this year "
            "have brought so far, which is less than a whole year."
        ),
    }[basis]
