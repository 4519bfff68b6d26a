"""The fields of the shop's own that every service takes as custom ones."""

from retailcrm.mailing.fields import day, number, words_of_bytes
from retailcrm.mailing.service import OWN_FIELDS, Column

_MOST = 255
ISO_DAY = "%Y-%m-%d"


def own_fields(day_form: str = ISO_DAY, *, caps: bool = False) -> tuple[Column, ...]:
    """Give the shop's own fields.

    Args:
        day_form: how the service reads dates.
        caps: headings in capitals, joined by underscores.
    """
    made = []
    for name, title in OWN_FIELDS:
        heading = title.upper().replace(" ", "_") if caps else title
        if name == "points":
            cells = number(name)
        elif name == "last_visit":
            cells = day(name, day_form)
        else:
            cells = words_of_bytes(name, _MOST)
        made.append(Column(heading, cells))
    return tuple(made)
