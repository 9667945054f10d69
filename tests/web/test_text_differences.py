"""Two texts side by side."""

from scraper.web.text_differences import differences


def test_lines_that_correspond_are_in_one_row():
    old, new = ["same", "", "before", "gone"], ["same", "after", "", "new", "last"]
    rows = [(row.kind, row.old, row.new) for row in differences(old, new)]
    assert rows == [
        ("same", "same", "same"),
        ("changed", "before", "after"),
        ("changed", "gone", "new"),
        ("added", "", "last"),
    ]


def test_what_is_missing_is_removed():
    assert [row.kind for row in differences(["a", "b"], ["b"])] == ["removed", "same"]
