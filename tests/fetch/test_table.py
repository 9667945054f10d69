from tests.fetch.cases import CASES
from tests.fetch.table import DOCUMENT, with_table


def test_the_documents_table_is_that_of_the_cases():
    """If it differs: python -m tests.fetch.table"""
    text = DOCUMENT.read_text("utf-8")
    assert text == with_table(text)
    assert text.count("\n| ") >= len(CASES)


def test_no_case_would_break_the_table():
    assert all("|" not in f"{case.name}{case.reason}" for case in CASES)
