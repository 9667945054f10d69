"""Other calendars and digits: the Gregorian day of what a page says."""

from datetime import date

import pytest

from scraper.extraction.metadata.dates import day_of, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "٨ مارس ٢٠٢٤",
        "الجمعة 8 آذار 2024",
        "8 مارس/آذار 2024",
        "०८ मार्च २०२४",
        "۱۸ اسفند ۱۴۰۲",
        "۱۴۰۲/۱۲/۱۸",
        "جمعه ۱۸ اسفند ۱۴۰۲ - ۱۰:۲۰",
        "8 มีนาคม 2567",
        "8 มี.ค. 2567",
        "๘ มีนาคม ๒๕๖๗",
        "令和6年3月8日",
        "令和６年３月８日",
        "R6.3.8",
        "民國113年3月8日",
        "113年3月8日",
        "中華民國113年3月8日",
        "發布日期：113-03-08",
        "113/03/08 10:20",
        "二〇二四年三月八日",
        "２０２４年３月８日",
        "27 شعبان 1445 هـ",
        "٢٧ شعبان ١٤٤٥",
        "1445/8/27 هـ",
        "27 Sha'ban 1445 AH",
        "8 مارس 2024 م - 27 شعبان 1445 هـ",
        "27 شعبان 1445 هـ الموافق 8 مارس 2024",
        "08/03/2567",
        "1402-12-18",
    ],
)
def test_a_day_of_another_calendar(text):
    found = parse_date(text)
    assert found is not None
    assert day_of(found) == date(2024, 3, 8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 محرم 1446", date(2024, 7, 8)),
        ("10 ذو الحجة 1445", date(2024, 6, 17)),
        ("1 Ramadan 1445", date(2024, 3, 11)),
        ("12 Rabi ul-Awwal 1446 AH", date(2024, 9, 16)),
        ("1446-02-01", date(2024, 8, 7)),
        ("۱ فروردین ۱۴۰۳", date(2024, 3, 20)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("二〇一九年十二月三十一日", date(2019, 12, 31)),
        ("15 كانون الثاني 2024", date(2024, 1, 15)),
        ("15 تشرين الأول 2024", date(2024, 10, 15)),
        ("31/12/2566", date(2023, 12, 31)),
    ],
)
def test_where_calendars_differ_most(text, expected):
    assert parse_date(text, day_first=True) == expected


@pytest.mark.parametrize("text", ["Room 1445/8/27b", "1445", "version 2567", "31 Ramadan 1445"])
def test_what_is_no_day(text):
    assert parse_date(text) is None
