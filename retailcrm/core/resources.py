"""The files that travel with the program."""

from importlib.resources import files
from pathlib import Path


def resource(*parts: str) -> Path:
    """Find a file of the package's `resources` folder, such as `("fonts", "OFL.txt")`."""
    return Path(str(files("retailcrm"))).joinpath("resources", *parts)
