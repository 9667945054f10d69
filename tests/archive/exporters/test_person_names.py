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
        ("von der Leyen, Ursula", ("Leyen", "Ursula", "von der", "")),
        ("Von der Leyen", ("Leyen", "", "von der", "")),
        ("García Márquez, Gabriel", ("García Márquez", "Gabriel", "", "")),
        ("Smith, Jane, Jr.", ("Smith", "Jane", "", "Jr.")),
        ("Vincent Van Gogh", ("Van Gogh", "Vincent", "", "")),
        ("Van Morrison", ("Morrison", "Van", "", "")),
        ("Oscar De La Renta", ("De La Renta", "Oscar", "", "")),
        ("Jean-Luc d'Arcy", ("d'Arcy", "Jean-Luc", "", "")),
        ("Prof. Dr. Jane Smith", ("Smith", "Jane", "", "")),
        ("José Ortega y Gasset", ("Gasset", "José Ortega", "y", "")),
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
        *("Ada Moore and Idris Kemp", "Ana Lima e Rui Paz", "Moore, Ada, Kemp, Idris", ","),
    ],
)
def test_other_names_are_literal(name):
    assert csl_name(name) == {"literal": name}
