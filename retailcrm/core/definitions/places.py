"""Definitions of the figures about places."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = ()
