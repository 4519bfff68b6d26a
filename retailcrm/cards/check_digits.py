"""The last digit of a number, by which a wrong one is noticed."""

from enum import StrEnum


class CheckDigit(StrEnum):
    """Which rule the last digit follows, if any.

    `LUHN` also catches most swapped neighbours, so it is ours; `EAN` is what tills compute.
    """

    NONE = "none"
    LUHN = "luhn"
    EAN = "ean"


def ean_digit(body: str) -> str:
    """Compute the check digit of an EAN or UPC code: weights 3, 1, 3, … from the right."""
    total = sum(int(sign) * (3 - at % 2 * 2) for at, sign in enumerate(reversed(body)))
    return str(-total % 10)


def luhn_digit(body: str) -> str:
    """Compute the check digit by Luhn's rule: every other digit doubled, from the right."""
    doubled = (int(sign) * (2 - at % 2) for at, sign in enumerate(reversed(body)))
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def with_check_digit(body: str, kind: CheckDigit) -> str:
    """Give a number's digits with the check digit behind them, if the rule asks for one."""
    if kind is CheckDigit.NONE:
        return body
    return body + (luhn_digit(body) if kind is CheckDigit.LUHN else ean_digit(body))


def is_checked(number: str, kind: CheckDigit) -> bool:
    """Say whether a number is made of digits and its last one is right."""
    if not is_digits(number):
        return False
    return kind is CheckDigit.NONE or with_check_digit(number[:-1], kind) == number


def is_digits(text: str) -> bool:
    """Say whether a text is plain digits 0 to 9; other scripts' digits are in no code."""
    return text.isascii() and text.isdigit()
