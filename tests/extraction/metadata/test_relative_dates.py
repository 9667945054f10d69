"""Days and instants that count back from the fetch."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scraper.extraction.metadata.relative_dates import relative_date

NOW = datetime(2024, 3, 8, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "3 hours ago",
        "3h ago",
        "vor 3 Stunden",
        "il y a 3 heures",
        "hace 3 horas",
        "há 3 horas",
        "3 horas atrás",
        "3 ore fa",
        "3 uur geleden",
        "för 3 timmar sedan",
        "for 3 timer siden",
        "3 timer siden",
        "3 tuntia sitten",
        "3 godziny temu",
        "před 3 hodinami",
        "3 часа назад",
        "3 години тому",
        "3小时前",
        "3 小時前",
        "3時間前",
        "3시간 전",
        "3 saat önce",
        "πριν από 3 ώρες",
        "قبل 3 ساعات",
        "לפני 3 שעות",
        "3 घंटे पहले",
        "۳ ساعت پیش",
        "3 jam yang lalu",
        "3 jam lalu",
        "3 jam lepas",
        "3 giờ trước",
        "3 ชั่วโมงที่แล้ว",
        "3 órája",
        "acum 3 ore",
        "преди 3 часа",
        "prije 3 sata",
        "пре 3 сата",
        "pred 3 urami",
        "prieš 3 valandas",
        "pirms 3 stundām",
        "3 tundi tagasi",
        "fa 3 hores",
        "৩ ঘণ্টা আগে",
        "3 மணி நேரம் முன்",
        "3 گھنٹے پہلے",
    ],
)
def test_three_hours_ago(text):
    assert relative_date(text, NOW) == NOW - timedelta(hours=3)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2 days ago", 2),
        ("Hace 2 días", 2),
        ("2 天前", 2),
        ("2일 전", 2),
        ("pred 2 dňami", 2),
        ("منذ يومين", 2),
        ("לפני יומיים", 2),
        ("a week ago", 7),
        ("vor einer Woche", 7),
        ("yesterday at 9:15", 1),
        ("gestern, 10:15 Uhr", 1),
        ("вчера, 10:20", 1),
        ("昨天 10:20", 1),
        ("hier à 10h", 1),
        ("tegnap", 1),
        ("אתמול", 1),
        ("เมื่อวานนี้", 1),
        ("Oggi", 0),
        ("আজ", 0),
    ],
)
def test_days_ago(text, days):
    assert relative_date(text, NOW) == date(2024, 3, 8) - timedelta(days=days)


@pytest.mark.parametrize(
    "text",
    [
        "Heute Journal",
        "Today in history",
        "Ma non troppo",
        "Hier spricht der Autor",
        "2 months ago",
        "3 hours",
        "before 3 hours had passed",
    ],
)
def test_what_counts_back_from_nothing(text):
    assert relative_date(text, NOW) is None
