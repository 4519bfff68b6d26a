"""A campaign's codes as slips to cut out: the one place that draws them."""

from functools import lru_cache, partial

from retailcrm.cards.slips import Slip, print_slips
from retailcrm.core.days import day_of
from retailcrm.core.figures import Figures
from retailcrm.db.books import Reading
from retailcrm.db.code_lists import arms_of, coded_rows
from retailcrm.loyalty.codes import plain_code
from retailcrm.services.code_listing import money_of
from retailcrm.services.code_words import offer_words

__all__ = ["print_slips", "slips_of"]


def slips_of(connection: Reading, campaign_id: int) -> list[Slip]:
    """Give a campaign's codes as slips."""
    write, arms = Figures("USD"), arms_of(connection, campaign_id)
    usual = next((one.offer for place, one in sorted(arms.items()) if place), "")
    words = lru_cache(partial(offer_words, money=money_of(connection)))
    return [
        Slip(
            one.shown, plain_code(one.shown).upper(), words(one.offer or usual),
            "" if one.until is None else write.day_year(day_of(one.until)),
            f"{one.first_name} {one.last_name}".strip() or one.company,
        )
        for one in coded_rows(connection, campaign_id)
    ]  # fmt: skip
