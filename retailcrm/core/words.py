"""Every text the person sees passes through here, so that it can be translated."""

from collections.abc import Mapping

_catalogue: dict[str, str] = {}


def speak(catalogue: Mapping[str, str]) -> None:
    """Use `catalogue` (English text to translated text) from now on; empty means English."""
    _catalogue.clear()
    _catalogue.update(catalogue)


def say(text: str, /, **values: object) -> str:
    """Give `text` in the person's language with `{name}` places filled from `values`."""
    found = _catalogue.get(text, text)
    return found.format(**values) if values else found
