"""What Alder & Quince sells: departments, goods, sizes, prices, and when they sell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goods:
    """One thing on the shelf in one size; the price in cents of the first year."""

    category: str
    name: str
    size: str
    price: int
    sku: str


#: department, share of sold lines, goods as (name, {size: price in cents})
SHELF: tuple[tuple[str, float, tuple[tuple[str, dict[str, int]], ...]], ...] = (
    (
        "Black Tea",
        0.20,
        (
            ("Assam Second Flush", {"50 g": 790, "100 g": 1390, "250 g": 2990}),
            ("Darjeeling First Flush", {"50 g": 1190, "100 g": 2190}),
            ("Earl Grey Bergamot", {"50 g": 690, "100 g": 1190, "250 g": 2590}),
            ("English Breakfast", {"100 g": 990, "250 g": 2190, "Tin": 1490}),
            ("Lapsang Souchong", {"50 g": 850, "100 g": 1550}),
            ("Ceylon Dimbula", {"100 g": 1150, "250 g": 2490}),
            ("Vanilla Almond Black", {"50 g": 750, "100 g": 1290}),
        ),
    ),
    (
        "Green & White Tea",
        0.14,
        (
            ("Sencha", {"50 g": 890, "100 g": 1590}),
            ("Genmaicha", {"50 g": 790, "100 g": 1390}),
            ("Jasmine Pearls", {"50 g": 1390, "100 g": 2590}),
            ("Dragonwell", {"50 g": 1490, "100 g": 2790}),
            ("Matcha, Culinary", {"40 g": 1890}),
            ("White Peony", {"25 g": 990, "50 g": 1790}),
        ),
    ),
    (
        "Herbal & Rooibos",
        0.14,
        (
            ("Peppermint Leaf", {"50 g": 550, "100 g": 950}),
            ("Chamomile Flowers", {"50 g": 650, "100 g": 1150}),
            ("Rooibos Orange", {"50 g": 690, "100 g": 1190}),
            ("Lemon Ginger", {"50 g": 690, "100 g": 1190}),
            ("Hibiscus Berry", {"50 g": 650, "100 g": 1090}),
            ("Winter Spice", {"50 g": 750, "100 g": 1290}),
        ),
    ),
    (
        "Coffee",
        0.10,
        (
            ("House Espresso", {"250 g": 1250, "1 kg": 4290}),
            ("Ethiopia Guji", {"250 g": 1590}),
            ("Decaf Peru", {"250 g": 1450}),
            ("Cold Brew Packs", {"6 bags": 1390}),
        ),
    ),
    (
        "Teaware",
        0.12,
        (
            ("Stoneware Mug", {"Oat": 1800, "Indigo": 1800, "Moss": 1800}),
            ("Glass Teapot", {"0.6 l": 3200, "1.0 l": 3900}),
            ("Cast Iron Teapot", {"0.8 l": 6800, "1.2 l": 8900}),
            ("Basket Infuser", {"Regular": 1250}),
            ("Gaiwan", {"White": 2600}),
            ("Gooseneck Kettle", {"0.9 l": 7400}),
        ),
    ),
    (
        "Kitchen Tools",
        0.10,
        (
            ("Beech Spoon", {"30 cm": 690, "35 cm": 790}),
            ("Microplane Grater", {"Fine": 1790, "Coarse": 1790}),
            ("Paring Knife", {"9 cm": 1450}),
            ("Chef's Knife", {"20 cm": 8900}),
            ("Linen Tea Towel", {"Stripe": 1400, "Check": 1400}),
            ("Kitchen Scale", {"5 kg": 3900}),
        ),
    ),
    (
        "Bakeware",
        0.06,
        (
            ("Loaf Pan", {"1 lb": 1890, "2 lb": 2390}),
            ("Sheet Pan", {"Half": 2290, "Quarter": 1690}),
            ("Springform", {"24 cm": 2790}),
            ("Cookie Cutters", {"Set of 5": 1190}),
        ),
    ),
    (
        "Cookware",
        0.04,
        (
            ("Carbon Steel Pan", {"24 cm": 5400, "28 cm": 6400}),
            ("Enamel Saucepan", {"1.5 l": 4900}),
            ("Dutch Oven", {"4.5 l": 18900}),
        ),
    ),
    (
        "Pantry",
        0.08,
        (
            ("Wildflower Honey", {"250 g": 890, "500 g": 1590}),
            ("Damson Jam", {"Jar": 750}),
            ("Shortbread", {"Box": 690}),
            ("Sea Salt Flakes", {"Tub": 650}),
            ("Lemon Curd", {"Jar": 790}),
        ),
    ),
    (
        "None",
        0.02,
        (
            ("Greeting Card", {"Regular": 450}),
            ("Gift Wrap", {"Regular": 350}),
        ),
    ),
)

#: how much more (or less) of a department sells in a month than in an ordinary one
SEASON: dict[str, dict[int, float]] = {
    "Teaware": {11: 1.5, 12: 2.2, 5: 1.3},
    "Bakeware": {11: 1.6, 12: 1.8, 7: 0.6, 8: 0.6},
    "Cookware": {12: 1.6, 1: 1.5},
    "Herbal & Rooibos": {1: 1.3, 2: 1.2, 10: 1.2, 7: 0.8},
    "Coffee": {6: 1.2, 7: 1.4, 8: 1.4},
    "None": {12: 3.0, 5: 1.5},
}


def shelf() -> dict[str, tuple[Goods, ...]]:
    """Lay out the shelf by department."""
    stock: dict[str, tuple[Goods, ...]] = {}
    for department, (category, _, names) in enumerate(SHELF, start=1):
        sizes = [(name, size, price) for name, row in names for size, price in row.items()]
        stock[category] = tuple(
            Goods(category, name, size, price, f"{department:02d}-{place:04d}")
            for place, (name, size, price) in enumerate(sizes, start=1)
        )
    return stock
