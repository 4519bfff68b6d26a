"""Text as people compare it: without case, accents or punctuation."""

import re
import unicodedata

# Letters that carry no separable accent, so normalisation leaves them alone.
_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_JOINED = str.maketrans("", "", "'’ʼ`´")


def fold(text: str) -> str:
    """Give `text` in lower case without accents, words separated by single spaces."""
    if text.isascii():
        plain = text.lower()
    else:
        spread = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
        plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return _BETWEEN_WORDS.sub(" ", plain.translate(_JOINED)).strip()


def words(text: str) -> tuple[str, ...]:
    """Give the folded words of `text`."""
    return tuple(fold(text).split())
