"""Where matplotlib keeps its list of the system's fonts."""

import os
import sys
from functools import lru_cache

from retailcrm.core.paths import platform_paths


@lru_cache(maxsize=1)
def keep_font_list() -> None:
    """Let the built program keep the list from one start to the next; making it takes seconds.

    The list is made whatever is drawn, though we bring our own typeface. A built program would
    otherwise keep it in a folder that goes when it is closed.
    """
    if not getattr(sys, "frozen", False):
        return
    folder = platform_paths().cache / "pictures"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return  # it is made anew each time
    os.environ["MPLCONFIGDIR"] = str(folder)
