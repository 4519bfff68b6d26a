"""What a result means, in whole sentences: the verdict, its doubt, and the titles of its parts."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from retailcrm.campaigns.effect import Verdict
from retailcrm.campaigns.outcome import LEAST_PEOPLE
from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.campaign_base import Stage
from retailcrm.services.campaign_result_rows import ArmResult, CampaignResult

MOST_NEEDED = 1_000_000
"""Nobody has more customers than this to try it on."""
_ROUGH = 2  # figures that "about 820" shows
_NEAR = 0.12  # how far a share may be from "one in four" to be called so
_WORDS = (
    "", "", "one in two", "one in three", "one in four", "one in five", "one in six",
    "one in seven", "one in eight", "one in nine", "one in ten",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """The words of one result.

    Attributes:
        result: what is told.
        write: how figures are written.
    """

    result: CampaignResult
    write: Figures

    def verdict(self) -> str:
        """Say the one thing to remember."""
        result = self.result
        if result.why_empty or result.together is None:
            return result.why_empty or say("There is no result.")
        if result.stage is Stage.INTERIM and result.closes is not None:
            day = self.write.day(result.closes)
            return say("Too early to tell: people may come back until {day}.", day=day)
        if result.stage is Stage.INTERIM:
            return say("Too early to tell: nobody\N{RIGHT SINGLE QUOTATION MARK}s days are over.")
        return _VERDICTS[result.verdict or Verdict.TOO_SMALL](self)

    def doubt(self) -> str:
        """Say how sure that is, and what the data leave open."""
        result = self.result
        if result.why_empty or result.together is None:
            return ""
        if result.stage is Stage.INTERIM:
            early = say("The figures below may still turn round; the verdict comes at the end.")
            return f"{self._so_far(result.together)} {early}"
        told = [_DOUBTS[result.verdict or Verdict.TOO_SMALL](self), *self._warnings()]
        return " ".join(one for one in told if one)

    def arms_title(self) -> str:
        """Say in how many people came who were treated, and who were not."""
        best, control = self.lead(), self.result.control
        if best is None or best.share.value is None:
            return say("Who came back")
        with_it = self._share(best.share.value)
        if control is None or not control.people.value or control.share.value is None:
            return _large(say("{share} came back with {arm}", share=with_it, arm=best.name))
        alone = self._share(control.share.value)
        if with_it == alone:
            return _large(
                say("{share} came back, with {arm} or without", share=with_it, arm=best.name)
            )
        return _large(
            say("{share} came back with {arm}, {alone} by themselves", share=with_it,
                arm=best.name, alone=alone)
        )  # fmt: skip

    def picture_title(self) -> str:
        """Say whose interval lies on one side of zero."""
        known = [one for one in self.result.arms if one.after.low is not None]
        clear = [one for one in known if self.is_clear(one)]
        if not known:
            return say("Nothing can be compared")
        if not self.result.is_final:
            return say("Where it stands so far; the lines will still move")
        if not clear:
            return (
                say("The interval holds zero: chance alone may have done it")
                if len(known) == 1
                else say("Every interval holds zero: chance alone may have done it")
            )
        if len(clear) > 1:
            names = ", ".join(one.name for one in clear)
            return say("The intervals of {arms} leave zero out", arms=names)
        side = say("above") if (clear[0].after.value or 0) > 0 else say("below")
        if len(known) == 1:
            return say("The whole interval lies {side} zero", side=side)
        name = clear[0].name
        return say("Only the interval of {arm} lies wholly {side} zero", arm=name, side=side)

    def subsidy_title(self) -> str:
        """Say how many offers went to people who would have come anyway."""
        whole = self.result.together
        if whole is None or not whole.redeemers.value:
            return say("No code of this campaign has been used")
        used = self.write.count(whole.redeemers.value)
        if whole.subsidy.value is None:
            return say("{n} people used the code", n=used)
        return say(
            "At most {anyway} of {n} would have come anyway",
            anyway=self.write.count(whole.subsidy.value),
            n=used,
        )

    def arm_word(self, arm: ArmResult) -> str:
        """Say in a word what may be said of one arm."""
        if not self.result.is_final:
            return say("too early")
        return verdict_word(arm.verdict)

    def needed(self, arm: ArmResult) -> tuple[str, str] | None:
        """Say what it would take to prove the rest: a line of what, and a line of how many."""
        if arm.verdict is not Verdict.NOT_PROVEN or not self.result.is_final:
            return None
        what = (
            say("To prove {arm}\N{RIGHT SINGLE QUOTATION MARK}s {lift} you would need",
                arm=arm.letter or arm.name, lift=self.write.points(arm.more_came.value))
            if arm.needed_for == "came"
            else say("To prove that {arm} pays you would need", arm=arm.letter or arm.name)
        )  # fmt: skip
        if arm.needed is None or arm.needed > MOST_NEEDED:
            return what, say("more people than any shop has")
        return what, say("about {n} members an arm", n=self.write.count(_rough(arm.needed)))

    def claimed(self) -> str:
        """Say by what the figure goes that mail services would show."""
        return {
            "code": say("Attributed by code, for comparison only"),
            "opened": say("Attributed to openers, for comparison only"),
            "treated": say("Attributed to everybody, for comparison only"),
        }[self.result.claimed_by]

    def is_clear(self, arm: ArmResult) -> bool:
        """Say whether an arm's interval leaves zero out."""
        low, high = arm.after.low, arm.after.high
        return low is not None and high is not None and not low <= 0 <= high

    def lead(self) -> ArmResult | None:
        """Give the arm that the result is about: the one that worked best, else the best."""
        arms = self.result.arms
        worked = [one for one in arms if one.verdict is Verdict.WORKED]
        if worked:
            return max(worked, key=lambda one: one.brought.value or 0.0)
        best = next((one for one in arms if one.place == self.result.best), None)
        return best or (arms[0] if arms else None)

    def worked(self) -> str:
        """Say what the arm that worked brought."""
        arm = self.lead()
        assert arm is not None
        return _large(
            say("{arm} worked: it brought about {amount} after all costs.",
                arm=arm.name, amount=self._money(arm.brought.value))
        )  # fmt: skip

    def harmed(self) -> str:
        """Say what was lost."""
        arm = self.lead()
        assert arm is not None
        lost = self._money(abs(arm.brought.value or 0))
        return _large(
            say("{arm} cost more than it brought: about {amount} lost.", arm=arm.name, amount=lost)
        )

    def not_proven(self) -> str:
        """Say that the data cannot tell."""
        arm = self.lead()
        assert arm is not None
        if arm.needed_for == "money":
            return _large(
                say("{arm} brought people in; whether it paid is not proven.", arm=arm.name)
            )
        if len(self.result.arms) > 1:
            return say("Not proven: the data cannot tell whether any of them brought anything.")
        return say("Not proven: the data cannot tell whether {arm} brought anything.", arm=arm.name)

    def range(self) -> str:
        """Give the interval of the arm that leads, and what may be said of the others."""
        arm = self.lead()
        if arm is None or arm.brought.low is None or arm.brought.high is None:
            return ""
        said = say(
            "Between {low} and {high} after all costs (95\N{NARROW NO-BREAK SPACE}%).",
            low=self._money(arm.brought.low),
            high=self._money(arm.brought.high),
        )
        return " ".join([said, *self._others(arm)])

    def not_proven_range(self) -> str:
        """Give the interval, and how many people it would take."""
        arm = self.lead()
        said = self.range()
        needed = None if arm is None else self.needed(arm)
        if needed is None:
            return said
        return f"{said} {say('{what} {many}.', what=needed[0], many=needed[1])}"

    def counted(self) -> str:
        """Say the bare counts."""
        whole, control = self.result.together, self.result.control
        if whole is None:
            return ""
        said = self._so_far(whole)
        if control is None or not control.people.value:
            return said
        alone = say(
            "Of those left alone {came} of {people} came.",
            came=self.write.count(control.came.value),
            people=self.write.count(control.people.value),
        )
        return f"{said} {alone}"

    def _others(self, lead: ArmResult) -> list[str]:
        said = []
        for one in self.result.arms:
            if one.place == lead.place:
                continue
            if one.verdict is Verdict.NOT_PROVEN and lead.verdict is not Verdict.NOT_PROVEN:
                said.append(say("Whether {arm} did anything, the data cannot tell.", arm=one.name))
            if one.verdict is Verdict.WORKED:
                said.append(_large(say("{arm} worked as well.", arm=one.name)))
            if one.verdict is Verdict.HARMED and lead.verdict is not Verdict.HARMED:
                said.append(_large(say("{arm} cost more than it brought.", arm=one.name)))
        return said

    def _warnings(self) -> list[str]:
        said, result = [], self.result
        if result.leaked.value:
            n = self.write.count(result.leaked.value)
            said.append(
                say("1 person left alone was reached all the same.")
                if result.leaked.value == 1
                else say("{n} people left alone were reached all the same.", n=n)
            )
        if result.overlap is not None and result.overlap > _OVERLAP:
            share = self.write.percent(result.overlap, 0)
            said.append(say("{share} are in another campaign at the same time.", share=share))
        return said

    def _so_far(self, whole: ArmResult) -> str:
        return say(
            "{came} of {people} came.",
            came=self.write.count(whole.came.value),
            people=self.write.count(whole.people.value),
        )

    def _share(self, share: float) -> str:
        """Say a share as people do where that is near enough, else as percent."""
        if share <= 0:
            return say("nobody")
        many = round(1 / share)
        if 1 < many < len(_WORDS) and abs(share * many - 1) <= _NEAR:
            return say(_WORDS[many])
        return self.write.percent(share)

    def _money(self, minor: float | None) -> str:
        unit = 10**self.write.digits
        return self.write.money(minor, whole=minor is not None and abs(minor) >= 10 * unit)


_OVERLAP = 0.2
_VERDICTS: MappingProxyType[Verdict, Callable[[Story], str]] = MappingProxyType(
    {
        Verdict.WORKED: Story.worked,
        Verdict.HARMED: Story.harmed,
        Verdict.NOT_PROVEN: Story.not_proven,
        Verdict.TOO_SMALL: lambda _: say(
            "Too few people for a verdict: below {least} only counts are told.", least=LEAST_PEOPLE
        ),
        Verdict.NO_CONTROL: lambda _: say(
            "Nobody was left alone, so nobody can tell what it brought."
        ),
        Verdict.BROKEN: lambda _: say(
            "The groups are not as they were drawn, so the result means nothing."
        ),
    }
)
_DOUBTS: MappingProxyType[Verdict, Callable[[Story], str]] = MappingProxyType(
    {
        Verdict.WORKED: Story.range,
        Verdict.HARMED: Story.range,
        Verdict.NOT_PROVEN: Story.not_proven_range,
        Verdict.TOO_SMALL: lambda one: " ".join(
            (one.counted(), say("Give like campaigns one series, and they are judged together."))
        ),
        Verdict.NO_CONTROL: lambda one: " ".join(
            (one.counted(), say("Hold a few people back next time, and you will know."))
        ),
        Verdict.BROKEN: lambda one: " ".join(
            (one.counted(), say("People were added or lost after they had been drawn."))
        ),
    }
)


def verdict_word(verdict: Verdict | None) -> str:
    """Say a verdict in a few words."""
    return {
        Verdict.WORKED: say("worked"),
        Verdict.HARMED: say("cost more than it brought"),
        Verdict.NOT_PROVEN: say("cannot tell"),
        Verdict.TOO_SMALL: say("too few people"),
        Verdict.NO_CONTROL: say("nobody to compare with"),
        Verdict.BROKEN: say("groups are broken"),
        None: say("cannot tell"),
    }[verdict]


def _rough(many: int) -> int:
    """Round to two figures: nobody needs 823 people exactly."""
    step = int(10 ** max(len(str(many)) - _ROUGH, 0))
    return round(many / step) * step


def _large(said: str) -> str:
    return said[:1].upper() + said[1:]
