"""Definitions of the figures about value."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = ()
