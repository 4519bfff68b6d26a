"""Every setting of the program in shop words: form, words and differences are made from it."""

from dataclasses import dataclass

from retailcrm.ui.screens.program.kinds import Setting


@dataclass(frozen=True, slots=True)
class Several:
    """A list of like rules, such as tiers.

    Attributes:
        path: name of the list in the program's file.
        title: above the rows.
        one: what a single row is called.
        settings: what a row consists of.
        fresh: (path, text) of what a new row starts with.
        help: one sentence under the title.
    """

    path: str
    title: str
    one: str
    settings: tuple[Setting, ...]
    fresh: tuple[tuple[str, str], ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form."""

    key: str
    title: str
    settings: tuple[Setting, ...] = ()
    lists: tuple[Several, ...] = ()


_TIMES = Setting("multiplier", "Points times", "number", "×")
_STARTS = Setting("starts", "From", "day", optional=True)
_ENDS = Setting("ends", "Until", "day", optional=True)

GROUP_FIELDS = tuple(
    Setting(f"earning.groups.{key}", title, "number", "×", optional=True,
            help="Empty: this group earns as usual.")
    for key, title in (
        ("most_valuable", "Most Valuable"),
        ("most_growable", "Most Growable"),
        ("below_zero", "Below Zero"),
    )
)  # fmt: skip
WEEKDAYS = tuple(
    Setting(f"earning.weekdays.{number}", title, "number", "×", optional=True,
            help="Empty: a day as any other.")
    for number, title in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )
)  # fmt: skip

BONUSES = Several(
    "earning.bonuses", "More for some goods", "Bonus",
    (
        Setting("name", "Name", "text", optional=True, help="Members read it in their balance."),
        Setting("goods.categories", "Categories", "list", optional=True,
                help="As the till writes them, separated by semicolons."),
        Setting("goods.products", "Products", "list", optional=True,
                help="Article numbers or names, separated by semicolons."),
        _TIMES,
        Setting("per_item", "Points for each piece", "whole"),
        _STARTS,
        _ENDS,
    ),
    (("multiplier", "2"), ("per_item", "0")),
    "The multiplier joins the others; points for pieces come on top.",
)  # fmt: skip
CAMPAIGNS = Several(
    "earning.campaigns", "Campaigns", "Campaign",
    (
        Setting("name", "Name", "text"),
        _TIMES,
        Setting("starts", "From", "day"),
        Setting("ends", "Until", "day"),
        Setting("groups", "Only for groups", "groups", optional=True,
                help="Most Valuable; Most Growable; Below Zero. Empty: everyone."),
        Setting("coupon", "Only with the coupon", "text", optional=True),
        Setting("customers", "Only for customers", "customers", optional=True,
                help="Numbers of customers, separated by semicolons; empty: everyone."),
    ),
    (("multiplier", "2"),),
    "More points for a while, for everyone or for some.",
)  # fmt: skip
CUSTOMERS = Several(
    "earning.customers", "Single customers", "Customer",
    (Setting("key", "Customer number", "whole"), _TIMES),
    (("multiplier", "2"),),
    "More or fewer points for one person.",
)  # fmt: skip
TIERS = Several(
    "tiers.tiers", "Tiers", "Tier",
    (
        Setting("name", "Name", "text"),
        Setting("key", "Short name", "text",
                help="Kept with each member: do not change it once members hold the tier."),
        Setting("threshold", "Reached at", "money", "money",
                help="Net sales within the window; reached at exactly this."),
        _TIMES,
        Setting("discount", "Discount besides", "share", "%",
                help="A flat discount that goes with the tier; 0 for none."),
    ),
    (("multiplier", "1.5"), ("discount", "0")),
    "Ranks that spending reaches. Using points never lowers a tier.",
)  # fmt: skip
REWARDS = Several(
    "rewards", "Rewards", "Reward",
    (
        Setting("name", "Name", "text"),
        Setting("key", "Short name", "text"),
        Setting("points", "Price in points", "whole"),
        Setting("value", "Worth to the member", "money", "money"),
        Setting("cost", "Costs you", "money", "money", optional=True,
                help="Empty: as much as it is worth."),
    ),
    help="Goods that points buy; money off needs none.",
)  # fmt: skip
CLOSED = Several(
    "closed", "Closed seasons", "Season",
    (Setting("first", "First day", "day"), Setting("last", "Last day", "day")),
    help="While the shop is closed points do not age. The same as on the Settings screen.",
)  # fmt: skip

SECTIONS = (
    Section("earning", "Earning", (
        Setting("name", "Name of the program", "text", help="As members know it."),
        Setting("earning.who", "Who earns", "who"),
        Setting("earning.per_unit", "Points for each 1.00 spent", "number"),
        Setting("earning.per_visit", "Points for each visit"),
        Setting("earning.per_item", "Points for each piece"),
        Setting("earning.carry", "What rounding leaves over counts at the next visit", "switch"),
        Setting("earning.pending_days", "Points can be used after", unit="days",
                help="Longer than your time for returns, and no point is used too early."),
    )),
    Section("goods", "Which goods", (
        Setting("earning.excluded.categories", "No points for categories", "list",
                help="As the till writes them, separated by semicolons.", optional=True),
        Setting("earning.excluded.products", "No points for products", "list",
                help="Article numbers or names, separated by semicolons.", optional=True),
        Setting("earning.discounted_earn", "Goods already reduced earn", "switch"),
        Setting("earning.tax_earns", "Tax earns", "switch"),
        Setting("earning.gift_cards_earn", "Gift cards sold earn", "switch",
                help="If they do, the same money earns twice: when the card is sold and used."),
        Setting("earning.tips_earn", "Tips earn", "switch"),
        Setting("earning.points_paid_earn", "The part paid with points earns", "switch"),
    ), (BONUSES,)),
    Section("times", "Points times", (
        Setting("earning.stacking", "Several at once", "stacking"),
        Setting("earning.tiers_multiply", "Tiers take part", "switch"),
        *GROUP_FIELDS,
        *WEEKDAYS,
    ), (CAMPAIGNS, CUSTOMERS)),
    Section("tiers", "Tiers", (
        Setting("tiers.window_months", "Spending of the last", unit="months"),
        Setting("tiers.keep_to_year_end", "A tier is kept to the end of the next year", "switch"),
        Setting("tiers.grace_months", "Kept longer by", unit="months"),
        Setting("tiers.pause_closed", "Closed seasons do not count", "switch",
                help="The window reaches back further by the days on which the shop was shut."),
        Setting("tiers.crossing_at_new", "The visit that reaches a tier earns at its rate",
                "switch"),
    ), (TIERS,)),
    Section("using", "Using points", (
        Setting("redeeming.value", "A point is worth", "price", "money"),
        Setting("redeeming.least", "At once at least", unit="points"),
        Setting("redeeming.step", "In steps of", unit="points"),
        Setting("redeeming.cap", "Of a receipt at most", "share", "%"),
        Setting("redeeming.negative", "A return takes too many", "negative",
                help="What happens when goods come back whose points are used already."),
        Setting("redeeming.give_back", "Used on returned goods", "give_back"),
    ), (REWARDS,)),
    Section("expiry", "Expiry", (
        Setting("expiry.mode", "Points are lost", "expiry"),
        Setting("expiry.months", "After", unit="months"),
        Setting("expiry.month", "Fixed date: month"),
        Setting("expiry.day", "Fixed date: day"),
        Setting("expiry.notice_days", "Members hear of it", unit="days before",
                help="After a change nothing is lost sooner than this."),
        Setting("expiry.returned_days", "Points given back live", unit="days"),
    ), (CLOSED,)),
    Section("cost", "What it costs", (
        Setting("urr", "Of all points are ever used", "share", "%",
                help="Assumed until your own members have shown it."),
        Setting("cost_factor", "A reward of 1.00 costs you", "number",
                help="1 for money off; less where rewards are your own goods."),
    )),
)  # fmt: skip

HEADS = {"earning.groups.most_valuable": "By group", "earning.weekdays.0": "By weekday"}
"""Headings inside a section, above the setting that they begin with."""

NEEDED_IN = {
    "expiry.months": ("rolling", "inactivity"),
    "expiry.month": ("fixed",),
    "expiry.day": ("fixed",),
    "expiry.notice_days": ("rolling", "fixed", "inactivity"),
}
"""Settings that mean something in some ways of expiry alone."""

SINGLE = tuple(one for section in SECTIONS for one in section.settings)
LISTS = tuple(one for section in SECTIONS for one in section.lists)


def section_of(path: str) -> str:
    """Name the section that a setting stands in."""
    stem = path.partition("[")[0]
    for section in SECTIONS:
        paths = [one.path for one in section.settings] + [one.path for one in section.lists]
        if stem in paths:
            return section.key
    return SECTIONS[0].key
