"""How the shop's cards look, and what sets off its printer."""

import base64
from dataclasses import asdict, dataclass, replace
from typing import Any

from retailcrm.cards.calibration import UNTOUCHED, Calibration
from retailcrm.cards.design import CardDesign
from retailcrm.cards.sheets import Sheet
from retailcrm.db.books import Reading
from retailcrm.db.settings import read_setting, write_setting
from retailcrm.services.shop import KEY, settings_from

DESIGN = "cards.design"
CALIBRATIONS = "cards.calibration"


@dataclass(frozen=True, slots=True)
class Looks:
    """What a print of cards looks like, and where on the sheet it comes out."""

    sheet: Sheet
    design: CardDesign
    calibration: Calibration


def design_of(connection: Reading) -> CardDesign:
    """Give how cards look; the name on them is the shop's, whatever it is called now."""
    shop = settings_from(read_setting(connection, KEY, {})).name
    held: dict[str, Any] | None = read_setting(connection, DESIGN)
    if held is None:
        return CardDesign(shop)
    return CardDesign(
        **{
            **held,
            "shop": shop,
            "logo": base64.b64decode(held["logo"]),
            "address": tuple(held["address"]),
        }
    )


def keep_design(connection: Reading, design: CardDesign) -> None:
    """Keep how cards look."""
    held = asdict(replace(design, logo=b""))
    held["logo"] = base64.b64encode(design.logo).decode("ascii")
    write_setting(connection, DESIGN, held)


def calibration_of(connection: Reading, sheet: str) -> Calibration:
    """Give what sets off the printer on a sheet."""
    held = read_setting(connection, CALIBRATIONS, {}).get(sheet)
    return UNTOUCHED if held is None else Calibration(**held)


def keep_calibration(connection: Reading, sheet: str, by: Calibration) -> None:
    """Keep what sets off the printer on a sheet."""
    held = read_setting(connection, CALIBRATIONS, {})
    write_setting(connection, CALIBRATIONS, {**held, sheet: asdict(by)})
