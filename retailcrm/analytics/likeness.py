"""How alike two words, phones and addresses are, as far as slips of the keyboard go."""

import re

_TAGGED = frozenset({
    "gmail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "fastmail.com",
    "proton.me", "protonmail.com",
})  # fmt: skip
_NATIONAL = 9
_SHORT = {
    "bob": "robert", "rob": "robert", "bobby": "robert", "bill": "william", "will": "william",
    "billy": "william", "liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth",
    "lisa": "elizabeth", "jim": "james", "jimmy": "james", "mike": "michael", "mick": "michael",
    "kate": "katherine", "katie": "katherine", "kathy": "katherine", "tom": "thomas",
    "tommy": "thomas", "dick": "richard", "rick": "richard", "rich": "richard",
    "joe": "joseph", "dave": "david", "dan": "daniel", "danny": "daniel", "chris": "christopher",
    "tony": "anthony", "sue": "susan", "peg": "margaret", "maggie": "margaret", "ed": "edward",
    "ted": "edward", "pepe": "jose", "paco": "francisco", "hans": "johannes", "alex": "alexander",
    "sepp": "josef", "steffi": "stefanie", "steve": "stephen", "jen": "jennifer",
    "jenny": "jennifer", "matt": "matthew", "sam": "samuel", "nick": "nicholas", "ann": "anne",
}  # fmt: skip
_SOUNDS = (
    (re.compile(r"ph"), "f"), (re.compile(r"ck|c(?=[aou]|$)|q"), "k"),
    (re.compile(r"th|dt"), "t"), (re.compile(r"[sz]ch|sh|ch"), "s"), (re.compile(r"[zcx]"), "s"),
    (re.compile(r"w"), "v"), (re.compile(r"[yj]"), "i"), (re.compile(r"(?<=.)[aeiouh]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


class Sounds(dict[str, str]):
    """Sounds of words, each worked out once: a base of many people has few names."""

    def __missing__(self, word: str) -> str:
        """Work a word out when it is first asked for."""
        self[word] = sound(whole_name(word))
        return self[word]


def sound(word: str) -> str:
    """Give what is left of a folded word when vowels and spellings of one sound are dropped."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word


def whole_name(word: str) -> str:
    """Give the name that a short form stands for."""
    return _SHORT.get(word, word)


def one_slip(one: str, other: str) -> bool:
    """Say whether two texts differ by one letter left out, added, wrong, or swapped."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    half = max(0, len(one) // 2 - 1)
    if one[:half] != other[:half] and one[-half:] != other[-half:]:
        return False  # one slip leaves one end as it was
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other


def mail_key(address: str) -> str:
    """Give the box that an address reaches: large services ignore dots and tags."""
    name, _, domain = address.casefold().partition("@")
    domain = "gmail.com" if domain == "googlemail.com" else domain
    if domain in _TAGGED:
        name = name.partition("+")[0]
    if domain == "gmail.com":
        name = name.replace(".", "")
    return f"{name}@{domain}"


def phone_key(phone: str) -> str:
    """Give the digits of a phone that are the same with and without its country."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return digits[-_NATIONAL:]
