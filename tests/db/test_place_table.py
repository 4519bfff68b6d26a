"""The table of places is kept in the books of either database."""

from pathlib import Path

from retailcrm.db.places import KeptPlace, read_place_table
from retailcrm.wiring import Services


def test_a_table_of_places_is_kept_as_told(shop: Services, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("Code postal;Ménages;Âge moyen\n75011;82 000;38,5\n75012;;41\n", "utf-8")
    shop.insights.places.load(path)
    with shop.books.read() as connection:
        held = read_place_table(connection)
    assert held == (
        KeptPlace("75011", "", 82_000, {"Âge moyen": 38.5}),
        KeptPlace("75012", "", None, {"Âge moyen": 41.0}),
    )
    table = shop.insights.places.table()
    assert table is not None
    assert (table.file, table.places, table.measures) == ("places.csv", 2, ("Âge moyen",))
