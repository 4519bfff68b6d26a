"""The list that is measured is the list that is promised: nobody lost, nobody twice."""

from bench import list_files


def test_a_list_is_written_and_timed_beside_pandas() -> None:
    told = list_files.compared(600, 1)
    assert told["included"] + told["left_out"] == 600
    assert len(told["ours"]) == len(told["theirs"]) == 1
    assert min(told["ours"] + told["theirs"]) > 0
