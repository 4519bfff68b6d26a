"""Third page: the programs, who would be what in them, and who is near."""

from retailcrm.core.words import say
from retailcrm.planner.programs import ProgramModel, Step, near, status_rows
from retailcrm.reports.document import Block, Heading, Note, PageBreak, text
from retailcrm.reports.plan_pages.words import Pages, band_words, table


def programs_page(pages: Pages) -> tuple[Block, ...]:
    """Show each program's statuses with the shop's own customers in them."""
    facts = pages.facts
    return (
        PageBreak(say("The programs")),
        Heading(
            text(say("Who would have which status")),
            say("Customers of the last twelve months by what they bought in them"),
            page=True,
        ),
        table(
            (
                say("Program and status"),
                say("From"),
                say("Discount"),
                *pages.channels.values(),
                say("Their share of sales"),
            ),
            [row for model in facts.plan.models for row in _statuses(pages, model)],
        ),
        Note(
            text(
                say(
                    "A discount is given on everything that somebody with a status buys, also on "
                    "what would have been bought anyway: that is what most programs lose by."
                )
            )
        ),
        Heading(
            text(say("How near they are to the next one")),
            say("Customers between two statuses, all channels; what they lack on average"),
        ),
        table(
            (say("Program and band"), say("Customers"), say("Lack on average"), say("Reach it")),
            [row for model in facts.plan.models for row in _nearness(pages, model)],
        ),
        Note(
            text(
                say(
                    "Reach it: the share of them who are taken to buy more within a year because "
                    "of the program. The list of these people stands on the screen Planner."
                )
            )
        ),
    )


def _statuses(pages: Pages, model: ProgramModel) -> list[tuple[str, ...]]:
    parts = {one.channel: status_rows(model, one.spread) for one in pages.facts.channels}
    total = sum(row.amount for found in parts.values() for row in found) or 1
    rows = [
        (
            say("{program}, entry", program=model.name),
            pages.money(model.gift_limit),
            say("a gift"),
            *("" for _ in pages.channels),
            "",
        )
    ]
    for number, step in enumerate(model.steps, start=1):
        held = [found[number] for found in parts.values()]
        rows.append(
            (
                say("{program}, status {n}", program=model.name, n=number),
                pages.money(step.threshold),
                _given(pages, model, step),
                *(
                    pages.write.count(parts[one][number].buyers) if one in parts else "\N{EN DASH}"
                    for one in pages.channels
                ),
                pages.write.percent(sum(one.amount for one in held) / total),
            )
        )
    return rows


def _given(pages: Pages, model: ProgramModel, step: Step) -> str:
    share = pages.write.short_percent(step.discount)
    return say("{share} in points", share=share) if model.redeemed < 1 else share


def _nearness(pages: Pages, model: ProgramModel) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for band in pages.facts.plan.inputs.bands:
        cells = [
            one
            for base in pages.facts.channels
            for one in near(model, base.spread, base.small_check, (band,))
        ]
        many = sum(one.clients for one in cells)
        lacking = sum(one.clients * (one.gap or 0.0) for one in cells)
        found.append(
            (
                f"{model.name}, {band_words(band.name).lower()}",
                pages.write.count(many),
                pages.money(lacking / many if many else None),
                pages.write.percent(band.conversion),
            )
        )
    return found
