"""The words in which people are asked whether the shop may write to them."""

from dataclasses import dataclass

from retailcrm.core.words import say

USUAL = {
    "email": "May {shop} write to you by e-mail about news and offers?",
    "sms": "May {shop} send you text messages about news and offers?",
    "post": "May {shop} send you letters about news and offers?",
    "phone": "May {shop} call you about news and offers?",
}


@dataclass(frozen=True, slots=True)
class Question:
    """The shop's own words for a channel, from a day on.

    Attributes:
        version: counts from 1 on each channel.
        since: day number of the first day.
        text: may hold {shop}, which becomes the name of the shop.
    """

    channel: str
    version: int
    since: int
    text: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and in which words.

    Attributes:
        name: of the shop.
        own: (channel, the shop's own words), where it has any.
    """

    name: str = ""
    own: tuple[tuple[str, str], ...] = ()

    def words(self, channel: str) -> str:
        """Give a question as it is asked."""
        return asked_words(channel, self.name, dict(self.own).get(channel, ""))


NOBODY_ASKS = Asker()


def asked_words(channel: str, shop: str, own: str = "") -> str:
    """Give a question as it is asked, which is kept beside the answer.

    Args:
        channel: email, sms, post or phone.
        shop: name of the shop.
        own: the shop's own words; empty: the program's.
    """
    name = shop or say("the shop")
    return own.replace("{shop}", name) if own else say(USUAL[channel], shop=name)
