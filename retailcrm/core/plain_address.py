"""An address in the one plain form by which two spellings of it are the same.

Addresses are kept as people gave them; the plain form is for comparing alone: whether an
address must not be used, whether two people share it. Nothing is ever sent to a plain form.
"""

from retailcrm.core.folding import fold

#: a phone number with its country, as every service takes it
E164 = r"^\+[1-9][0-9]{7,14}$"
#: the same mailbox under another name
SAME_DOMAIN = {"googlemail.com": "gmail.com"}
#: a mailbox here is the same with and without dots
DOTLESS = frozenset({"gmail.com"})
#: and the same with anything behind a plus sign
TAGGED = frozenset(
    {
        "fastmail.com", "fastmail.fm", "gmail.com", "hotmail.co.uk", "hotmail.com", "hotmail.de",
        "hotmail.fr", "hotmail.it", "icloud.com", "live.co.uk", "live.com", "mac.com", "me.com",
        "msn.com", "outlook.com", "pm.me", "proton.me", "protonmail.ch", "protonmail.com",
    }
)  # fmt: skip


def exact_email(address: str) -> str:
    """Give an e-mail address without what the eye does not see: case, blanks around it."""
    return address.strip().lower()


def plain_email(address: str) -> str:
    """Give an e-mail address in its plain form: gmail's dots and +tags name no other mailbox."""
    local, _, domain = exact_email(address).rpartition("@")
    domain = SAME_DOMAIN.get(domain, domain)
    if domain in TAGGED:
        local = local.partition("+")[0] or local
    if domain in DOTLESS:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def plain_phone(phone: str) -> str:
    """Give a phone number as its digits, with the plus sign of an international one."""
    digits = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    return f"+{digits}" if phone.strip().startswith("+") else digits


def plain_post(last_name: str, street: str, postcode: str) -> str:
    """Give a household's postal address; two families in one house are two."""
    return "|".join((fold(last_name), fold(street), fold(postcode).replace(" ", "")))
