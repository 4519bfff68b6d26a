"""Definitions of the figures about retention."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = ()
