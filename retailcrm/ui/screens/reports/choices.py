"""The reports that can be printed of a month, and what each answers."""

from dataclasses import dataclass

from retailcrm.core.words import say


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """One report: its key, its title, and what stands in it."""

    key: str
    title: str
    about: str


def choices() -> tuple[ReportChoice, ...]:
    """List the reports, the whole month first."""
    return (
        ReportChoice(
            "monthly",
            say("The monthly report"),
            say(
                "What was sold, the three groups and who moved, who is missing and was worth most, "
                "who came back, value, the best cards, the program, definitions. Every figure "
                "carries a reference, such as 2025-10/3, that opens its rows when typed into the "
                "search field."
            ),
        ),
        ReportChoice(
            "retention",
            say("Who comes back"),
            say(
                "How soon new customers come a second time, cohorts, rates period by period, and "
                "how often the same people come."
            ),
        ),
        ReportChoice(
            "value",
            say("What customers are worth"),
            say(
                "What customers brought and will probably bring, by segment and group, checked on "
                "months that are known."
            ),
        ),
        ReportChoice(
            "roi",
            say("Does the program pay?"),
            say(
                "What the program costs and what it brought, as far as that can be known; "
                "discounts for nothing; members beside others."
            ),
        ),
        ReportChoice(
            "concentration",
            say("Who brings the sales"),
            say("How much of the sales a few of the cards bring, and how many bring half."),
        ),
    )


def choice_of(key: str) -> ReportChoice:
    """Give one of them; an unknown key is the whole month."""
    every = choices()
    return next((one for one in every if one.key == key), every[0])
