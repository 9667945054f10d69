"""Names of authors: an empty list beats a wrong one."""

import pytest

from scraper.extraction.metadata.people import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("By Jane Doe", ["Jane Doe"]),
        ("by Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe, John Roe & Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Von Henrike Lohse", ["Henrike Lohse"]),
        ("Por Lúcia Tavares e Davi Monteiro", ["Lúcia Tavares", "Davi Monteiro"]),
        ("Por Julián Ferrer y Ana Ruiz", ["Julián Ferrer", "Ana Ruiz"]),
        ("Par Yann Kerloc'h et Anne Le Goff", ["Yann Kerloc'h", "Anne Le Goff"]),
        ("Written by Jane Doe", ["Jane Doe"]),
        ("JANE DOE", ["Jane Doe"]),
        ("Jane Doe, Senior Editor", ["Jane Doe"]),
        ("Andrew Anderson", ["Andrew Anderson"]),
        ("Reuters Staff", ["Reuters Staff"]),
        ("山田太郎", ["山田太郎"]),
        ("محمد علي", ["محمد علي"]),
        ("admin", []),
        ("https://facebook.com/jane", []),
        ("@jane", []),
        ("jane@x.example", []),
        ("View all posts", []),
        ("", []),
        ("By", []),
        ("12 May 2024", []),
        ("x" * 200, []),
    ],
)
def test_the_names_in_a_byline(text, expected):
    assert list(names([text])) == expected


def test_one_person_named_twice_is_one():
    assert names(["Jane Doe", "JANE DOE", "jane doe"]) == ("Jane Doe",)
