"""The verdict on the program, and the doubt that belongs to it."""

from retailcrm.core.words import say
from retailcrm.reports.roi_facts import (
    CAMPAIGNS,
    CONTROL,
    EVEN,
    MEASURED,
    ReturnFacts,
    RoiFacts,
    is_settled,
)
from retailcrm.reports.topics.writing import Writing


def verdict(writing: Writing, facts: RoiFacts) -> str:
    """Say in one or two sentences whether the program pays, or that the data cannot tell."""
    program = facts.program
    if program is None:
        return facts.why_empty or say("There is nothing to tell yet.")
    if program.multiple.value is None:
        return say("The program cost nothing in this time, so there is nothing to pay back.")
    if program.basis not in MEASURED:
        return _unmeasured(writing, program)
    return _measured(writing, program)


def finding(program: ReturnFacts) -> str:
    """Say the same in a few words, as the head of a page."""
    if not is_settled(program):
        return say("Whether the program pays cannot be told")
    low = program.multiple.low or 0.0
    return say("The program pays") if low > EVEN else say("The program does not pay")


def _measured(writing: Writing, program: ReturnFacts) -> str:
    multiple = program.multiple
    words = {"figure": writing.shown(multiple), "range": writing.span(multiple)}
    if multiple.low is None or multiple.high is None:
        return say("The data cannot tell yet whether the program pays.")
    if multiple.low > EVEN:
        return say("The program pays: each 1 spent brings {figure} ({range}).", **words)
    if multiple.high < EVEN:
        return say("The program does not pay: each 1 spent brings {figure} ({range}).", **words)
    return say(
        "The data cannot tell whether the program pays: each 1 spent brings {range}, and 1 is "
        "break-even.",
        **words,
    )


def _unmeasured(writing: Writing, program: ReturnFacts) -> str:
    need = program.break_even.value
    if need is None:
        return say("The data cannot tell whether the program pays.")
    if program.basis == CAMPAIGNS:
        return say(
            "The data cannot tell whether the program pays: only its campaigns are measured. It "
            "has to bring {need} of the sales to members to pay for itself.",
            need=writing.write.percent(need),
        )
    return say(
        "The data cannot tell whether the program pays: nobody can be compared with. It has to "
        "bring {need} of the sales to members to pay for itself.",
        need=writing.write.percent(need),
    )


def doubt(writing: Writing, program: ReturnFacts) -> str:
    """Say how far the verdict may be trusted, and why."""
    share = writing.write.percent(program.brought.value)
    if program.basis == CONTROL:
        return say(
            "What it brought is measured: customers drawn by chance were left alone for months, "
            "and the others bought so much more a head. This is the best proof there is."
        )
    if program.basis == CAMPAIGNS:
        return say(
            "Only its campaigns are measured: they brought {share} of the sales to members. What "
            "the program brings besides, nobody knows, so take this as the least.",
            share=share,
        )
    if program.basis in MEASURED:
        return say(
            "What the program brought is measured: how much more the tickets of new members grew "
            "than those of customers who had not joined, in the same months. It is not a trial; a "
            "group left alone by chance, as in a campaign, is the only proof."
        )
    if program.basis == "assumed":
        return say(
            "Nothing measures what the program brought; {share} is what you assumed. The figures "
            "below say what follows from it, not what happened.",
            share=share,
        )
    return say(
        "What the program brought is estimated at {share} from how often members came before they "
        "joined, or others before they did; nothing tells what they would have done without it. "
        "Take it as a hint.",
        share=share,
    )


def basis_words(basis: str) -> str:
    """Say in a word where a share comes from."""
    if basis in MEASURED:
        return say("measured")
    if basis == CAMPAIGNS:
        return say("campaigns only")
    if basis == "assumed":
        return say("assumed")
    return say("estimated")
