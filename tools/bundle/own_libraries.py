"""Runs first in the built program, so that programs it opens find their own libraries.

On Linux the built program is started with its folder of libraries in front of the system's. A
PDF viewer that inherits this may fail to start.
"""

import os

NAME = "LD_LIBRARY_PATH"

before = os.environ.pop(f"{NAME}_ORIG", None)
if before is not None:
    os.environ[NAME] = before
else:
    os.environ.pop(NAME, None)
