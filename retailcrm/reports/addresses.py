"""An address as the post of its country reads it, in at most four lines."""

_TOWN_FIRST = frozenset({"US", "CA", "AU", "GB", "IE", "NZ", "IN", "ZA", "PR"})


def address_lines(
    name: str, street: str, town: tuple[str, str, str], country: str, home: str
) -> tuple[str, ...]:
    """Write an address in lines.

    Args:
        name: of the member.
        street: and number.
        town: city, region and postcode.
        country: two letters or a name; empty for the shop's own.
        home: two letters of the country the shop is in.
    """
    city, region, postcode = (part.strip() for part in town)
    there = (country.strip() or home).upper()
    if there in _TOWN_FIRST:
        area = " ".join(part for part in (region, postcode) if part)
        last = ", ".join(part for part in (city, area) if part)
    else:
        last = " ".join(part for part in (postcode, city) if part)
    abroad = country.strip().upper() if country.strip() and there != home.upper() else ""
    return tuple(line for line in (name.strip(), street.strip(), last, abroad) if line)
