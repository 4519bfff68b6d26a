"""Commands in processes of their own, split off from one that has loaded the program already.

Loading takes longer than most commands. Whoever runs many of them, or wants to meet one in its
midst, pays for it once.
"""

import multiprocessing
import os
import sys
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from retailcrm.cli.run import run

_BORN = multiprocessing.get_context("forkserver")


def started(log: Path, *words: str) -> ForkServerProcess:
    """Start a command; what it says goes to the log.

    Args:
        log: a file that begins anew.
        words: after the program's name.
    """
    _BORN.set_forkserver_preload([__name__])
    process = _BORN.Process(target=_command, args=(log, words), daemon=True)
    process.start()
    return process


def finished(log: Path, *words: str) -> None:
    """Run a command to its end.

    Raises:
        AssertionError: it was refused or broke, with all it said.
    """
    process = started(log, *words)
    process.join()
    code = process.exitcode
    process.close()
    assert code == 0, log.read_text("utf-8", "replace")


def _command(log: Path, words: tuple[str, ...]) -> None:
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(said, stream.fileno())
    os.close(said)
    sys.exit(run(words, _no_screens))


def _no_screens(_services: object) -> int:
    return 0
