"""What statistics offices and spreadsheets call the columns of a table of places."""

import re
from collections.abc import Sequence
from types import MappingProxyType

from retailcrm.core.folding import fold

POSTCODE, HOUSEHOLDS, NAME = "postcode", "households", "name"

#: Folded words, the surest first: one of them is the whole heading, or else begins it.
_WORDS = MappingProxyType(
    {
        POSTCODE: (
            "postcode", "postal code", "zip code", "zipcode", "zip", "zcta", "zcta5", "plz",
            "postleitzahl", "code postal", "codigo postal", "codice postale", "codigo de postal",
            "postnummer", "postnr", "postinumero", "kod pocztowy", "psc", "iranyitoszam", "cep",
            "cap", "cp", "irsz", "geoid", "geo id", "post code", "postkode", "zip5",
        ),
        HOUSEHOLDS: (
            "households", "number of households", "total households", "occupied housing units",
            "haushalte", "anzahl haushalte", "privathaushalte", "menages", "nombre de menages",
            "hogares", "numero de hogares", "famiglie", "numero di famiglie", "agregados",
            "agregados familiares", "domicilios", "huishoudens", "aantal huishoudens",
            "husholdninger", "hushall", "antal hushall", "gospodarstwa domowe", "domacnosti",
            "haztartasok", "kotitaloudet", "household", "hh",
        ),
        NAME: (
            "name", "place", "place name", "city", "town", "ort", "ortsname", "stadt", "gemeinde",
            "commune", "ville", "libelle", "ciudad", "municipio", "localidad", "poblacion nombre",
            "comune", "citta", "localita", "plaats", "woonplaats", "gemeente", "by", "poststed",
            "miasto", "obec", "cidade", "municipality", "postort", "locality", "suburb",
        ),
    }
)  # fmt: skip
#: Where nobody counts households, people stand for them.
_PEOPLE = (
    "population", "total population", "einwohner", "bevolkerung", "habitants", "population totale",
    "habitantes", "poblacion", "popolazione", "abitanti", "inwoners", "befolkning", "invanare",
    "ludnosc", "inhabitants", "residents", "people",
)  # fmt: skip
_FAR = (
    "distance", "miles", "km", "kilometer", "kilometers", "kilometres", "entfernung", "distanz",
    "distancia", "distanza", "afstand", "avstand", "drive time", "drive minutes", "fahrzeit",
)  # fmt: skip
_MILES = re.compile(r"\bmiles?\b|\bmi\b")
_MINUTES = re.compile(r"\bminutes?\b|\bmin\b|\btime\b|\bfahrzeit\b")
_SENSITIVE = re.compile(
    r"\b(?:rac(?:e|es|ial)|ethni\w*|religi\w*|faith|church\w*|muslim\w*|islam\w*|christian\w*|"
    r"catholic\w*|protestant\w*|jew\w*|hindu\w*|buddhis\w*|black|white|asian|hispanic\w*|"
    r"latin[oax]s?|african\w*|caucasian\w*|indigenous|native american\w*|nationalit\w*|"
    r"citizen\w*|immigra\w*|migra\w*|foreign\w*|born abroad|konfession\w*|glaube\w*|evangelisch\w*|"
    r"katholi\w*|auslander\w*|staatsangehorig\w*|etni\w*|raza|raca|raciale?|nationalite\w*|"
    r"immigre\w*|etranger\w*|croyan\w*|cattolic\w*|stranier\w*|extranjer\w*|nacionalidad\w*|"
    r"buitenland\w*|herkomst|geloof|origin|ancestry|language spoken)\b"
)


def roles_by_name(headings: Sequence[str]) -> dict[str, str]:
    """Find the heading of each role; population stands in where there are no households."""
    folded = {heading: fold(heading) for heading in headings if heading}
    found: dict[str, str] = {}
    for role, words in _WORDS.items():
        heading = _named(folded, words, found.values())
        if heading:
            found[role] = heading
    if HOUSEHOLDS not in found:
        people = _named(folded, _PEOPLE, found.values())
        if people:
            found[HOUSEHOLDS] = people
    return found


def counts_people(heading: str) -> bool:
    """Say whether a column counts people rather than households."""
    words = fold(heading)
    return any(words == one or words.startswith(f"{one} ") for one in _PEOPLE)


def is_far(heading: str) -> bool:
    """Say whether a column tells how far a place is."""
    words = fold(heading).split()
    return any(f" {one} " in f" {' '.join(words)} " for one in _FAR)


def kilometres(heading: str) -> float | None:
    """Give the kilometres in one unit of a column of distances; None if it tells no way."""
    words = fold(heading)
    if not is_far(heading) or _MINUTES.search(words):
        return None
    return 1.609344 if _MILES.search(words) else 1.0


def is_sensitive(heading: str) -> bool:
    """Say whether a column tells origin or belief, by which nobody is to be chosen."""
    return bool(_SENSITIVE.search(fold(heading)))


def _named(
    folded: dict[str, str], words: Sequence[str], taken: Sequence[str] | object
) -> str | None:
    free = {heading: name for heading, name in folded.items() if heading not in taken}  # type: ignore[operator]
    for word in words:
        for heading, name in free.items():
            if name == word:
                return heading
    for word in words:
        for heading, name in free.items():
            if name.startswith(f"{word} ") and not is_sensitive(heading):
                return heading
    return None
