"""Every figure's one written definition, kept by the key of the figure."""

from collections.abc import Mapping
from types import MappingProxyType

from retailcrm.core.definitions import (
    ads,
    campaigns,
    categories,
    consents,
    member,
    money,
    places,
    plans,
    printed,
    program,
    retention,
    targets,
    till,
    value,
)
from retailcrm.core.definitions.entry import Definition
from retailcrm.core.words import say

__all__ = ["DEFINITIONS", "Definition", "meaning_of", "name_of"]

DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        one.key: one
        for part in (
            ads,
            campaigns,
            value,
            retention,
            money,
            categories,
            consents,
            places,
            plans,
            targets,
            till,
            printed,
            program,
            member,
        )
        for one in part.DEFINITIONS
    }
)


def name_of(key: str) -> str:
    """Give the name of a figure in the language of the program."""
    return say(DEFINITIONS[key].name)


def meaning_of(key: str) -> str:
    """Give the one sentence that says how a figure is counted."""
    return say(DEFINITIONS[key].meaning)
