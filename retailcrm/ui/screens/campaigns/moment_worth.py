"""Say in a few words what a moment brought against those left alone."""

from collections.abc import Sequence
from types import MappingProxyType

from retailcrm.campaigns.effect import Verdict
from retailcrm.core.errors import UserError
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.campaign_result_rows import CampaignResult
from retailcrm.services.moment_rows import MomentRow
from retailcrm.ui.services_seen import Services

_DOUBTS = MappingProxyType(
    {
        Verdict.NOT_PROVEN: "Not proven yet",
        Verdict.TOO_SMALL: "Too few yet to say",
        Verdict.NO_CONTROL: "Cannot tell: nobody was left alone",
        Verdict.BROKEN: "Cannot tell: the two groups are not alike",
    }
)


def brought_of(
    services: Services, moments: Sequence[MomentRow], figures: Figures
) -> dict[int, str]:
    """Say of each moment that has acted what it brought."""
    found = {}
    for one in moments:
        if not one.sent:
            continue
        try:
            result = services.campaigns.results.result(one.id)
        except UserError:
            continue
        found[one.id] = worth_words(result, figures, has_control=bool(one.control))
    return found


def worth_words(result: CampaignResult, figures: Figures, *, has_control: bool) -> str:
    """Say what everyone written to brought, with how sure that is."""
    together = result.together
    if together is None:
        return say("Too early to say")
    if together.verdict is Verdict.NO_CONTROL and has_control:
        return say("Too early to say")  # those left alone still have days to come in
    if together.verdict in _DOUBTS:
        return say(_DOUBTS[together.verdict])
    brought = figures.money(together.brought.value, whole=True)
    text = "Worked: {money} after costs" if together.verdict is Verdict.WORKED else "Cost {money}"
    said = say(text, money=brought)
    return said if result.is_final else say("{said}, so far", said=said)
