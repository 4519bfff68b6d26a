"""Light and dark: readable everywhere, switched at run time."""

from dataclasses import fields

import pytest
from PySide6.QtGui import QPalette

from retailcrm.core.theme import DARK, LIGHT, Tokens, contrast
from retailcrm.ui.style_sheet import style_sheet
from retailcrm.ui.theme import FAMILY, colour, font, tokens

TEXT = 4.5
SHAPE = 3.0


def text_pairs(t: Tokens):
    yield from ((t.ink, back) for back in (t.bg, t.surface, t.sunken, t.accent_soft))
    yield from ((t.muted, back) for back in (t.bg, t.surface, t.sunken))
    yield from ((t.accent_text, back) for back in (t.surface, t.accent_soft))
    yield from ((t.on_accent, back) for back in (t.accent, t.accent_hover))
    groups = ((t.mv, t.mv_soft), (t.mg, t.mg_soft), (t.bz, t.bz_soft))
    for ink, soft in (*groups, (t.bad, t.bad_soft), (t.warn, t.warn_soft)):
        yield from ((ink, t.surface), (ink, soft))
    yield from ((t.on_group, fill) for fill in (t.mv, t.mg, t.bz))
    yield from ((t.ink, heat) for heat in t.heat[:4])
    yield t.on_heat4, t.heat[4]
    yield t.ly, t.surface


@pytest.mark.parametrize("theme_tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_what_it_stands_on(theme_tokens):
    weak = [pair for pair in text_pairs(theme_tokens) if contrast(*pair) < TEXT]
    assert weak == []


@pytest.mark.parametrize("theme_tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edges_of_fields_and_the_focus_ring_can_be_seen(theme_tokens):
    t = theme_tokens
    assert contrast(t.border2, t.surface) >= SHAPE
    assert contrast(t.focus, t.surface) >= SHAPE


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#1C1F23", "#FFFFFF", 16.54)],
)
def test_contrast_agrees_with_known_values(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_more_customers_are_always_further_from_the_background():
    for theme_tokens in (LIGHT, DARK):
        steps = [contrast(heat, theme_tokens.surface) for heat in theme_tokens.heat]
        assert steps == sorted(steps)


def test_the_style_sheet_has_no_colour_of_its_own():
    known = {getattr(LIGHT, f.name) for f in fields(LIGHT) if f.name not in ("heat", "name")}
    used = {word.rstrip(";") for word in style_sheet(LIGHT).split() if word.startswith("#")}
    selectors = {word for word in used if not word[1:].isupper() and not word[1:].isdigit()}
    assert {word for word in used - selectors if len(word) == 7} <= known


def test_switching_to_dark_reaches_palette_painters_and_style_sheet(qapp, theme):
    heard = []
    theme.changed.connect(lambda: heard.append(tokens().name))
    theme.choose("dark")
    assert tokens() is DARK
    assert colour("ink").name().upper() == DARK.ink
    assert colour("heat4").name().upper() == DARK.heat[4]
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.surface
    assert DARK.ink in qapp.styleSheet()
    theme.choose("light")
    assert tokens() is LIGHT
    assert heard == ["dark", "light"]


def test_our_own_typeface_is_used_in_the_weights_asked_for(theme):
    made = font(weight=600)
    assert made.family() == FAMILY
    assert made.weight() == 600
    assert made.pixelSize() == 13
