"""Letters of moments: printed for the people of one day and step, labels too where needed."""

from pathlib import Path
from typing import Protocol

from retailcrm.core.days import day_number
from retailcrm.core.outcome import Outcome
from retailcrm.core.roles import Actor
from retailcrm.core.words import say
from retailcrm.reports.mail_facts import Window
from retailcrm.services.list_files import free_stem
from retailcrm.services.moment_rows import MomentList
from retailcrm.services.post_rows import LetterSetup, Posted, PostWish

PDF = ".pdf"


class Post(Protocol):
    """Prints what goes through the letter box."""

    def setup(self, campaign_id: int) -> LetterSetup:
        """Give what letters say and how they look."""

    def letters(self, wish: PostWish, *, actor: Actor) -> Outcome[Posted]:
        """Print letters.

        Raises:
            UserError: nobody can be written to, or the file cannot be written.
        """

    def labels(self, wish: PostWish, *, actor: Actor) -> Outcome[Posted]:
        """Print address labels.

        Raises:
            UserError: as `letters`.
        """


def print_moment(post: Post, told: MomentList, out: Path, actor: Actor) -> tuple[Posted, ...]:
    """Print the letters of a day and step; labels too, where envelopes have no window.

    Raises:
        UserError: nobody can be written to, or a file cannot be written.
    """
    day, number = day_number(told.day), told.campaign
    stem = free_stem(out, told.name, say("letters"), told.day.isoformat())
    out.mkdir(parents=True, exist_ok=True)
    wish = PostWish(number, stem.with_name(stem.name + PDF), day=day, arm=told.step)
    done = [post.letters(wish, actor=actor).value]
    if post.setup(number).window is Window.NONE:
        file = stem.with_name(f"{stem.name}-{say('labels')}{PDF}")
        wish = PostWish(number, file, day=day, arm=told.step)
        done.append(post.labels(wish, actor=actor).value)
    return tuple(done)
