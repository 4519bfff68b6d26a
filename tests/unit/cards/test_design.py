"""Whatever colour a shop has, its cards can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retailcrm.cards.design import CardDesign
from retailcrm.core.errors import UserError
from retailcrm.core.theme import contrast

_COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(
    lambda parts: "#" + "".join(f"{part:02x}" for part in parts)
)


@given(_COLOURS)
def test_text_on_the_shops_colour_and_in_it_is_readable(colour):
    design = CardDesign("Larkfield", colour=colour)
    assert contrast(design.on_colour, colour) >= 4.5
    assert contrast(design.on_white, "#FFFFFF") >= 4.5


def test_a_colour_that_can_be_read_on_white_stays_as_it_is():
    assert CardDesign("Larkfield", colour="#0F6656").on_white == "#0F6656"


def test_white_is_preferred_where_it_can_be_read():
    assert CardDesign("Larkfield", colour="#7A1F3D").on_colour == "#FFFFFF"
    assert CardDesign("Larkfield", colour="#F2C230").on_colour == "#1C1F23"


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345G", "0F6656"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(UserError, match=r"is no colour\. Write it as # and six digits"):
        CardDesign("Larkfield", colour=colour)
