"""Definitions of the figures about money."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = ()
