"""An invented shop, imported like any other, to look around in."""

from dataclasses import replace
from pathlib import Path

from retailcrm.core.outcome import Outcome
from retailcrm.core.progress import SILENT, Progress
from retailcrm.core.resources import resource
from retailcrm.services.import_rows import ImportFiles, ImportReport
from retailcrm.services.importing import ImportService
from retailcrm.services.places import PlacesService
from retailcrm.services.shop import ShopService

NAME = "Alder & Quince"
ZONE = "America/New_York"
CURRENCY = "USD"
COUNTRY = "US"


def demo_files() -> tuple[Path, ...]:
    """List the files of the invented shop, as its till would export them."""
    return tuple(sorted(resource("demo").glob("*.csv")))


def demo_places() -> Path:
    """Give the table of the places around the invented shop; its figures are invented too."""
    return resource("demo") / "places" / "around.csv"


class DemoService:
    """Open the invented shop in empty books."""

    def __init__(self, shop: ShopService, importing: ImportService, places: PlacesService) -> None:
        self._shop = shop
        self._importing = importing
        self._places = places

    def load(self, progress: Progress = SILENT) -> Outcome[ImportReport]:
        """Import the bundled export; importing it again changes nothing."""
        wish = ImportFiles(demo_files(), zone=ZONE, currency=CURRENCY, country=COUNTRY)
        outcome = self._importing.run(wish, progress)
        self._shop.save_settings(replace(self._shop.settings(), name=NAME))
        self._places.load(demo_places())
        return outcome
