"""The figures in an answer, however deep they stand."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from retailcrm.services.finding import Told


def every_figure(told: object) -> Iterator[Told]:
    """Give every figure in tuples and records within each other."""
    if isinstance(told, Told):
        yield told
    elif isinstance(told, tuple):
        for one in told:
            yield from every_figure(one)
    elif is_dataclass(told):
        for field in fields(told):
            yield from every_figure(getattr(told, field.name))
