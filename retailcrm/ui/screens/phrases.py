"""Small turns of speech that several screens use."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from retailcrm.core.figures import MINUS, Figures
from retailcrm.core.words import say
from retailcrm.services.customers import ReceiptDetail
from retailcrm.services.shop import ShopService

#: For sentences before the shop's currency is known: counts and days need none.
PLAIN = Figures("USD")

_ONE_IN = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def figures_of(shop: ShopService) -> Figures:
    """Write figures in the shop's currency."""
    return Figures(shop.settings().currency)


def local_receipt(shop: ShopService, receipt: ReceiptDetail) -> ReceiptDetail:
    """Tell a receipt's time by the shop's own clock, where its zone is known."""
    zone = shop.settings().zone
    if receipt.at is None or not zone:
        return receipt
    return replace(receipt, at=receipt.at.astimezone(ZoneInfo(zone)))


def listed(words: tuple[str, ...]) -> str:
    """Join words as in speech: August, September and October."""
    if len(words) < 2:
        return "".join(words)
    return say("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def one_in(fraction: float) -> str:
    """Say a share as people do: one in six; empty where no such words fit."""
    if not 0.105 <= fraction <= 0.55:
        return ""
    number = round(1 / fraction)
    return say("one in {number}", number=say(_ONE_IN[min(max(number, 2), 9)]))


def quantity(thousandths: int) -> str:
    """Write a quantity without idle zeros: 2, 0.35."""
    units, rest = divmod(abs(thousandths), 1000)
    text = f"{units:,}" + (f".{rest:03d}".rstrip("0") if rest else "")
    return f"{MINUS}{text}" if thousandths < 0 else text
