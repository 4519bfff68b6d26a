"""Making codes inside somebody's unit of work: at a launch, on demand, for an advertisement."""

from retailcrm.campaigns.codes import Chance, NewCode, draw_codes, word_told
from retailcrm.core.errors import UserError
from retailcrm.core.words import say
from retailcrm.db.books import Reading
from retailcrm.db.codes import (
    CodeTold,
    Holder,
    add_codes,
    codes_named,
    taken_codes,
    without_code,
)
from retailcrm.loyalty.codes import plain_code


def make_for_each(connection: Reading, chance: Chance, told: CodeTold) -> int:
    """Give a code to everyone in a campaign's arms who has none; give how many were made.

    The control gets none. Whoever has one keeps it, so it may be asked for again and again.
    """
    if told.campaign is None:
        return 0
    holders = without_code(connection, told.campaign)
    if not holders:
        return 0
    codes = draw_codes(len(holders), chance, lambda plains: taken_codes(connection, plains))
    add_codes(connection, codes, holders, told)
    return len(holders)


def make_word(connection: Reading, word: str, arm: int | None, told: CodeTold) -> int:
    """Make the shop's own word a code for everybody; give its id.

    Raises:
        UserError: it cannot be a code, or is one, or is somebody's card.
    """
    shown = word_told(word)
    plain = plain_code(shown)
    if plain in codes_named(connection, [plain]):
        raise UserError(
            say("There is a code {code} already.", code=shown), say("Choose another word.")
        )
    if taken_codes(connection, [plain]):
        raise UserError(
            say("{code} is the number of a card or of goods.", code=shown),
            say("Choose another word."),
        )
    return add_codes(connection, [NewCode(plain, shown)], [Holder(arm, None)], told)
