import pytest

from scraper.archive.exporters.person_names import csl_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Moore", ("Moore", "Ada", "", "")),
        ("Ursula von der Leyen", ("Leyen", "Ursula", "von der", "")),
        ("von der Leyen", ("Leyen", "", "von der", "")),
        ("Leyen, Ursula von der", ("Leyen", "Ursula", "von der", "")),
        ("Simone de Beauvoir", ("Beauvoir", "Simone", "de", "")),
        ("Vincent van Gogh", ("Gogh", "Vincent", "van", "")),
        ("Luís Vaz de Camões", ("Camões", "Luís Vaz", "de", "")),
        ("Martin Luther King Jr.", ("King", "Martin Luther", "", "Jr.")),
        ("Sammy Davis, Jr.", ("Davis", "Sammy", "", "Jr.")),
        ("Лев Толстой", ("Толстой", "Лев", "", "")),
        ("J. R. R. Tolkien", ("Tolkien", "J. R. R.", "", "")),
    ],
)
def test_a_name_is_split(name, parts):
    keys = ("family", "given", "non-dropping-particle", "suffix")
    assert csl_name(name) == {key: part for key, part in zip(keys, parts, strict=True) if part}


@pytest.mark.parametrize(
    "name",
    [
        *("Reuters", "The Associated Press", "Redaktion Politik", "BBC News", "日本 太郎"),
        *("Moore & Kemp", "Editorial Team", "the night desk", "", "DER SPIEGEL 24"),
    ],
)
def test_other_names_are_literal(name):
    assert csl_name(name) == {"literal": name}
