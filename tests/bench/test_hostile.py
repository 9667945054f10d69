"""The hostile pages of the benchmark, of which each has a budget."""

from bench.hostile.hostile_pages import LONG, PAGES, SECONDS


def test_the_budgets_are_those_of_pages():
    assert LONG.keys() <= PAGES.keys()
    assert all(seconds > SECONDS for seconds in LONG.values())
