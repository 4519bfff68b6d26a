"""Every key has one word of the shop, wherever it is shown."""

from retailcrm.analytics import groups, rhythm, segments
from retailcrm.core.vocabulary import (
    GROUPS,
    SEGMENTS,
    STAGES,
    group_title,
    segment_advice,
    segment_title,
    stage_rule,
    stage_title,
)


def test_every_key_that_is_worked_out_has_a_word_of_its_own():
    assert tuple(groups.GROUPS) == GROUPS
    assert tuple(segments.SEGMENTS) == SEGMENTS
    assert tuple(rhythm.STAGES) == STAGES
    for keys, title in ((GROUPS, group_title), (SEGMENTS, segment_title), (STAGES, stage_title)):
        assert len({title(key) for key in keys}) == len(keys)


def test_every_segment_comes_with_advice_and_every_stage_with_its_rule():
    assert all(segment_advice(key).endswith(".") for key in SEGMENTS)
    assert all(stage_rule(key) for key in STAGES)


def test_a_key_without_a_word_is_read_out():
    assert stage_title("gone_abroad") == "Gone abroad"
