"""What is told of categories: rows of tables, what goes together, what to show to whom."""

from dataclasses import dataclass
from datetime import date

from retailcrm.services.finding import Told


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category among the customers of the year.

    Attributes:
        category_id: its number in the books.
        buyers: how many bought it.
        penetration: their share.
        net_sales: what they spent on it.
        new_buyers: how many bought it for the first time ever in the last 90 days.
        show_to: for how many it is the best one they have not bought.
    """

    category_id: int
    name: str
    buyers: Told
    penetration: Told
    net_sales: Told
    new_buyers: Told
    show_to: Told


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two categories that go together: enough people, and no accident.

    Attributes:
        first: number of the one; its buyers are looked at.
        second: number of the other.
        both: how many bought both.
        confidence: share of the one's buyers who bought the other.
        lift: that share against the share of all.
        never: buyers of the one who never bought the other.
        support: share of all who bought both.
        chance: probability of so many by accident.
    """

    first: int
    first_name: str
    second: int
    second_name: str
    both: Told
    confidence: Told
    lift: Told
    never: Told
    support: float
    chance: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """Of the buyers of a row, how many also buy the column.

    Attributes:
        ids: numbers of the categories, most buyers first.
        names: in that order.
        shares: rows of shares; None on the diagonal and where nobody bought the row.
        holds: whether the pair is more than an accident.
    """

    ids: tuple[int, ...]
    names: tuple[str, ...]
    shares: tuple[tuple[float | None, ...], ...]
    holds: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class CategoriesOverview:
    """Everything about categories as of a day.

    Attributes:
        as_of: None in an empty shop.
        since: first day of the window, None for all history.
        customers: of the year.
        breadth: categories per customer.
        moved: who tried a category new to them in the last 90 days.
        moved_before: the same in the 90 days before.
        rows: most buyers first.
        pairs: those most people stand behind first.
        matrix: who buys what besides.
        left_out: small categories that are not looked at.
    """

    as_of: date | None
    since: date | None
    customers: Told | None
    breadth: Told | None
    moved: Told | None
    moved_before: Told | None
    rows: tuple[CategoryRow, ...]
    pairs: tuple[PairRow, ...]
    matrix: Matrix
    left_out: int


@dataclass(frozen=True, slots=True)
class NextRow:
    """One customer to show a category to.

    Attributes:
        chance: share of people who buy what this customer buys who also buy it.
        because: the customer's own category that points to it most.
        reason: the same in a sentence.
    """

    customer_id: int
    name: str
    card: str
    category: str
    chance: float
    because: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward that means something to a customer.

    Attributes:
        kind: key of `analytics.rewards.RewardKind`.
        category: of what it is.
        most: dearest list price in minor units that pays.
        text: the same in a sentence.
    """

    kind: str
    category: str
    most: int
    text: str


@dataclass(frozen=True, slots=True)
class CustomerCategories:
    """One customer's categories.

    Attributes:
        bought: (name, when last) in the window, what most is spent on first.
        not_bought: names of categories never bought, the most popular first.
        nexts: (name, chance, because) of what to show next, best first; empty without.
        reward: None where there is none.
    """

    bought: tuple[tuple[str, date], ...]
    not_bought: tuple[str, ...]
    nexts: tuple[tuple[str, float, str], ...]
    reward: Reward | None
