"""The bench of cards prints what its anchor prints."""

from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from bench.cards import bare, card_sheets, ours, some_cards
from bench.setting import Setting


def test_cards_are_measured_beside_a_bare_loop_of_as_many_pages(tmp_path: Path) -> None:
    cards = some_cards(23)
    for printed in (ours(cards), bare(cards)):
        document = pdfium.PdfDocument(printed)
        assert len(document) == 3
        document.close()
    case = card_sheets(Setting(0, 1, tmp_path, tmp_path), 12)[0]
    assert case.theirs is not None
    assert case.ours > 0
