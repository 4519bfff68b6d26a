"""Every number that the groups, scores and stages rest on."""

from dataclasses import dataclass

from retailcrm.core.words import say


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of the whole base; `docs/methods.md` says what each one does.

    Attributes:
        window_days: how far back frequency, spend and contribution look; 0 is all history.
        margin: assumed margin where the cost of goods is unknown.
        most_valuable_share: share of all contribution the Most Valuable bring together.
        most_valuable_least: smallest share of customers who are Most Valuable.
        most_valuable_most: largest share of customers who are Most Valuable.
        stretch: how many percentile points a customer could climb among similar ones.
        target_cap: highest percentile anybody is expected to reach.
        capture: share of the gap that good care is expected to win.
        contact_cost: what staying in touch costs a year, in currency units.
        returns_handling: what one returned receipt costs, in currency units.
        rhythm_gaps: how many of the latest gaps make a customer's rhythm.
        remind_at: share of similar customers back by now when it has been a while.
        missing_at: the same for missing.
        dead_at: the same for a dead card.
        dead_days: days of silence before a card can be dead at all.
        unused_days: days after which a card that was never used is dead.
        typical_interval: days between visits the owner expects, until there are data.
        grid: 5 rows (R from 5 to 1) of 5 segment keys; empty means the usual grid.
        score_least: customers needed for scores.
        score_few: customers below which scores are marked as few data.
        group_least: customers with a visit needed for groups.
        peers_least: customers needed in a circle of similar ones.
        tenure_days: bounds of the bands of how long someone has been a customer.
        resaleable: share of returned goods that can be sold again.
        returns_in: chance of a visit in the next 90 days for active, been a while,
            missing, dead and new.
        closed: spans of days (first and last day number) on which the whole shop was shut; they
            count for no gap and no silence.
    """

    window_days: int = 365
    margin: float = 0.40
    most_valuable_share: float = 0.60
    most_valuable_least: float = 0.05
    most_valuable_most: float = 0.20
    stretch: float = 0.30
    target_cap: float = 0.95
    capture: float = 0.10
    contact_cost: float = 1.50
    returns_handling: float = 2.00
    rhythm_gaps: int = 10
    remind_at: float = 0.80
    missing_at: float = 0.90
    dead_at: float = 0.99
    dead_days: int = 365
    unused_days: int = 180
    typical_interval: int = 45
    grid: tuple[tuple[str, ...], ...] = ()
    score_least: int = 5
    score_few: int = 50
    group_least: int = 20
    peers_least: int = 30
    tenure_days: tuple[int, ...] = (91, 365, 730)
    resaleable: float = 1.0
    returns_in: tuple[float, float, float, float, float] = (0.60, 0.30, 0.08, 0.02, 0.30)
    closed: tuple[tuple[int, int], ...] = ()

    def window_start(self, as_of: int) -> int | None:
        """Give the first day of the window that ends with `as_of`; None is all history."""
        return as_of - self.window_days + 1 if self.window_days else None


def rules_fault(rules: Rules) -> str:
    """Say what makes rules impossible, "" if nothing does (the grid is asked by itself)."""
    shares = (
        rules.most_valuable_share,
        rules.most_valuable_least,
        rules.most_valuable_most,
        rules.stretch,
        rules.target_cap,
        rules.capture,
        rules.resaleable,
        *rules.returns_in,
    )
    checks = (
        (0 <= rules.margin <= 1, say("The margin is a share between 0 and 100 %.")),
        (all(0 <= share <= 1 for share in shares), say("Shares lie between 0 and 100 %.")),
        (
            rules.most_valuable_least <= rules.most_valuable_most,
            say("Most Valuable: the smallest share is larger than the largest."),
        ),
        (
            0 < rules.remind_at < rules.missing_at < rules.dead_at < 1,
            say("Been a while, missing and dead follow each other, between 0 and 100 %."),
        ),
        (
            min(rules.window_days, rules.dead_days, rules.unused_days) >= 0,
            say("Days cannot be negative."),
        ),
        (min(rules.contact_cost, rules.returns_handling) >= 0, say("Costs cannot be negative.")),
        (
            min(rules.rhythm_gaps, rules.typical_interval) >= 1,
            say("The rhythm needs at least one gap and one day."),
        ),
    )
    return next((text for holds, text in checks if not holds), "")
