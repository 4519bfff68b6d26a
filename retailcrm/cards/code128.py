"""Code 128: any printable text in bars, digits two by two."""

from retailcrm.cards.check_digits import is_digits

# Widths of bar, space, bar, … of each of the 106 characters and of the stop.
_WIDTHS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
    "2331112",
]
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
_STOP = 106
_CHECK_BASE = 103


def code128_widths(text: str) -> str:
    """Give the widths of bars and spaces in turn, in modules, for printable ASCII text."""
    characters = _characters(text)
    check = characters[0] + sum(at * one for at, one in enumerate(characters))
    return "".join(_WIDTHS[one] for one in (*characters, check % _CHECK_BASE, _STOP))


def _characters(text: str) -> list[int]:
    """Write the text in as few characters as there can be: set C holds two digits in one."""
    left = _fewest(text)
    code = min("CB", key=lambda one: left[one][0])
    found = [_START[code]]
    at = 0
    while at < len(text):
        if code != _best(text, at, code, left):
            code = "B" if code == "C" else "C"
            found.append(_SWITCH[code])
        step = 2 if code == "C" else 1
        found.append(int(text[at : at + 2]) if code == "C" else ord(text[at]) - ord(" "))
        at += step
    return found


def _fewest(text: str) -> dict[str, list[int]]:
    """Count, from each place on, the characters still needed by one who is in set B or C."""
    left = {"B": [0] * (len(text) + 1), "C": [0] * (len(text) + 1)}
    for at in range(len(text) - 1, -1, -1):
        single = 1 + left["B"][at + 1]
        pair = 1 + left["C"][at + 2] if is_digits(text[at : at + 2]) and at + 2 <= len(text) else (
            single + 1
        )  # fmt: skip
        left["B"][at] = min(single, pair + 1)
        left["C"][at] = min(pair, single + 1)
    return left


def _best(text: str, at: int, code: str, left: dict[str, list[int]]) -> str:
    """Say which set to write the next character in."""
    pair = at + 2 <= len(text) and is_digits(text[at : at + 2])
    if not pair:
        return "B"
    as_pair = 1 + left["C"][at + 2] + (code != "C")
    as_single = 1 + left["B"][at + 1] + (code != "B")
    return "C" if as_pair <= as_single else "B"
