"""What the window remembers of a person: never lost, never in the way."""

import pytest

from retailcrm.core.preferences import Preferences, read_preferences, write_preferences


@pytest.mark.parametrize(
    "text",
    ["", "not json", "[]", '{"appearance": "pink", "window": [1, 2], "paper": 7, "keys": [["a"]]}'],
)
def test_damaged_preferences_give_the_usual_ones(tmp_path, text):
    file = tmp_path / "preferences.json"
    file.write_text(text)
    assert read_preferences(file) == Preferences()


def test_preferences_survive_the_round_trip_and_what_is_good_of_a_bad_file(tmp_path):
    file = tmp_path / "sub" / "preferences.json"
    wanted = Preferences("dark", (1, 2, 3, 4), True, "groups", "/x", "letter", (("go", "F9"),))
    assert write_preferences(file, wanted)
    assert read_preferences(file) == wanted
    file.write_text('{"appearance": "dark", "window": "wide", "new_in_version_9": 1}')
    assert read_preferences(file) == Preferences(appearance="dark")


def test_a_disk_that_cannot_keep_preferences_is_no_reason_to_stop(tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    assert not write_preferences(blocked / "preferences.json", Preferences())
