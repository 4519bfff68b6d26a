"""Coming back: how many come as usual, and how many have stayed away."""

from retailcrm.core.progress import Progress
from retailcrm.core.vocabulary import stage_title
from retailcrm.core.words import say
from retailcrm.services.group_rows import GroupsOverview
from retailcrm.ui.kit.picture.facts import Axis, Bar, PictureFacts, Ranked
from retailcrm.ui.screens.insights.topic import Chosen, PageFacts
from retailcrm.ui.screens.phrases import figures_of
from retailcrm.ui.services_seen import Services

AWAY = frozenset({"been_a_while", "mia", "dead"})


def read(services: Services, _chosen: Chosen, _progress: Progress) -> PageFacts:
    """Read who comes and who stays away."""
    found, figures = services.grouping.overview(), figures_of(services.shop)
    if not found.stages:
        return PageFacts(
            lacking=(
                say("Not enough history yet"),
                say("Who comes back is told once customers have bought on two days or more."),
            )
        )
    away = sum(one.customers for one in found.stages if one.key in AWAY)
    share = figures.percent(away / found.customers) if found.customers else ""
    return PageFacts(
        finding=say("{share} of your customers have stayed away longer than usual", share=share),
        doubt=say("Measured by each one’s own rhythm, as of {day}.", day=figures.day(found.as_of)),
        pictures=(_stages(found),),
        writes=figures,
    )


def _stages(found: GroupsOverview) -> PictureFacts:
    bars = tuple(
        Bar(stage_title(one.key), one.customers, is_strong=one.key in AWAY, rows=one.rows)
        for one in found.stages
    )
    most = max(found.stages, key=lambda one: one.customers)
    return PictureFacts(
        name="stages",
        title=say("Most are “{stage}”", stage=stage_title(most.key)),
        caption=say("Customers by how long they have stayed away"),
        marks=Ranked(bars, Axis(say("Customers")), label_heading=say("Stage")),
        is_wide=True,
    )
