"""Days of the Hebrew, Ethiopic and Coptic calendars, as almanacs give them."""

from datetime import date

import pytest

from scraper.extraction.metadata.arithmetic_calendars import names_hebrew_day
from scraper.extraction.metadata.dates import parse_date
from tests.extraction.metadata.reading import metadata_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("א' בתשרי תשפ\"ו", date(2025, 9, 23)),  # New Year
        ("כ״ט אלול ה'תשפ\"ה", date(2025, 9, 22)),
        ('י"ג באדר תשפ"ו', date(2026, 3, 2)),
        ("י״ד באדר ב׳ תשפ״ד", date(2024, 3, 24)),  # Purim of a leap year
        ('ט"ו בשבט תשפ"ו', date(2026, 2, 2)),
        ('10 באב תשפ"ה', date(2025, 8, 4)),
        ("መስከረም 1 ቀን 2000", date(2007, 9, 12)),  # New Year
        ("የካቲት 23 ቀን 2018 ዓ.ም", date(2026, 3, 2)),
        ("23 የካቲት 2018", date(2026, 3, 2)),
        ("ጳጉሜ 5, 2017", date(2025, 9, 10)),
        ("1 توت 1742", date(2025, 9, 11)),  # New Year
        ("29 كيهك 1742", date(2026, 1, 7)),  # Christmas
    ],
)  # fmt: skip
def test_days(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text", ['ל"א באדר תשפ"ו', "ጳጉሜ 9 ቀን 2018", "31 توت 1742", 'באדר תשפ"ו', "שלום לכולם"]
)  # fmt: skip
def test_what_is_no_day(text):
    assert parse_date(text) is None


def test_a_line_without_a_digit_is_a_date():
    page = '<title>סירת הלילה</title><h1>סירת הלילה</h1><p>י"ג באדר תשפ"ו</p>'
    assert metadata_of(page).published == date(2026, 3, 2)
    assert not names_hebrew_day("13 March 2026")
