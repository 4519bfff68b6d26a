"""Which goods a rule is about."""

from collections.abc import Iterable

from retailcrm.loyalty.basket import Line
from retailcrm.loyalty.program import Goods


def covers(goods: Goods, line: Line) -> bool:
    """Say whether a rule's goods include this line; case and outer spaces do not matter."""
    if goods.categories and _among(line.category, goods.categories):
        return True
    products = goods.products
    return bool(products) and (_among(line.sku, products) or _among(line.name, products))


def _among(name: str, names: Iterable[str]) -> bool:
    plain = _plain(name)
    return bool(plain) and any(plain == _plain(one) for one in names)


def _plain(name: str) -> str:
    return name.strip().casefold()
