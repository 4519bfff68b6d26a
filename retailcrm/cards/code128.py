"""Code 128: any printable text in bars, digits two by two."""

from retailcrm.cards.check_digits import is_digits

# Widths of bar, space, bar, … of each of the 106 characters, six digits each, and of the stop.
_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232"
    "122132122231113222123122123221223211221132221231213212223112312131311222321122"
    "321221312212322112322211212123212321232121111323131123131321112313132113132311"
    "211313231113231311112133112331132131113123113321133121313121211331231131213113"
    "213311213131311123311321331121312113312311332111314111221411431111111224111422"
    "121124121421141122141221112214112412122114122411142112142211241211221114413111"
    "241112134111111242121142121241114212124112124211411212421112421211212141214121"
    "412121111143111341131141114113114311411113411311113141114131311141411131211412"
    "211214211232"
)
_EACH = 6
_STOP = "2331112"
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
_CHECK_BASE = 103


def code128_widths(text: str) -> str:
    """Give the widths of bars and spaces in turn, in modules, for printable ASCII text."""
    characters = _characters(text)
    check = characters[0] + sum(at * one for at, one in enumerate(characters))
    return "".join(map(_bars, (*characters, check % _CHECK_BASE))) + _STOP


def _bars(character: int) -> str:
    return _WIDTHS[character * _EACH : character * _EACH + _EACH]


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
        pair = 1 + left["C"][at + 2] if _is_pair(text, at) else single + 1
        left["B"][at] = min(single, pair + 1)
        left["C"][at] = min(pair, single + 1)
    return left


def _best(text: str, at: int, code: str, left: dict[str, list[int]]) -> str:
    """Say which set to write the next character in."""
    if not _is_pair(text, at):
        return "B"
    as_pair = left["C"][at + 2] + (code != "C")
    as_single = left["B"][at + 1] + (code != "B")
    return "C" if as_pair <= as_single else "B"


def _is_pair(text: str, at: int) -> bool:
    return at + 2 <= len(text) and is_digits(text[at : at + 2])
