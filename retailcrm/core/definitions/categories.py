"""Definitions of the figures about categories."""

from retailcrm.core.definitions.entry import Definition

DEFINITIONS: tuple[Definition, ...] = ()
