"""Say that something runs: a line under the top bar, words in the footer."""

from PySide6.QtCore import QObject, QTimer

from retailcrm.core.words import say
from retailcrm.ui.jobs import JobRunner
from retailcrm.ui.kit.messages import ProgressLine
from retailcrm.ui.window.footer import Footer
from retailcrm.ui.work import Step

PATIENCE_MS = 350


class BusyLight(QObject):
    """Watches the jobs; work that is over within a blink shows nothing."""

    def __init__(self, jobs: JobRunner, line: ProgressLine, footer: Footer) -> None:
        super().__init__(line)
        self._line, self._footer = line, footer
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._begin)
        jobs.activity_changed.connect(self._count)
        jobs.stepped.connect(self._step)

    def _count(self, running: int) -> None:
        if running == 0:
            self._patience.stop()
            self._line.rest()
            self._footer.show_busy("")
        elif not self._patience.isActive():
            self._patience.start()

    def _begin(self) -> None:
        self._line.show_share(None)

    def _step(self, step: Step) -> None:
        self._patience.stop()
        self._line.show_share(step.done / step.total if step.total else None)
        if step.total:
            words = say(
                "{note} {done} of {total}",
                note=step.note,
                done=f"{step.done:,}",
                total=f"{step.total:,}",
            )
            self._footer.show_busy(words.strip())
        else:
            self._footer.show_busy(step.note)
