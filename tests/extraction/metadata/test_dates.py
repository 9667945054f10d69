"""Dates as pages write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.metadata.dates import (
    day_of,
    is_day_first,
    labelled_dates,
    parse_date,
    url_date,
)

EST = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-12", date(2024, 5, 12)),
        ("2024-05-12T10:30:00Z", datetime(2024, 5, 12, 10, 30, tzinfo=UTC)),
        ("2024-05-12T10:30:00-05:00", datetime(2024, 5, 12, 10, 30, tzinfo=EST)),
        ("2024-05-12T10:30:00-0500", datetime(2024, 5, 12, 10, 30, tzinfo=EST)),
        ("2024-05-12 10:30:00 +0000", datetime(2024, 5, 12, 10, 30, tzinfo=UTC)),
        ("2024-05-12T10:30", datetime(2024, 5, 12, 10, 30)),
        ("2024-05-12T10:30:00.1234567Z", datetime(2024, 5, 12, 10, 30, 0, 123456, UTC)),
        ("Sun, 12 May 2024 10:30:00 GMT", datetime(2024, 5, 12, 10, 30, tzinfo=UTC)),
        ("1715509800", datetime(2024, 5, 12, 10, 30, tzinfo=UTC)),
        ("20240512", date(2024, 5, 12)),
        ("2024/5/12", date(2024, 5, 12)),
        ("12.05.2024", date(2024, 5, 12)),
        ("25/12/2024", date(2024, 12, 25)),
        ("12/25/2024", date(2024, 12, 25)),
        ("May 12, 2024", date(2024, 5, 12)),
        ("Published: May 12th, 2024 at 3:05 pm", datetime(2024, 5, 12, 15, 5)),
        ("12 May 2024, 10:30 GMT", datetime(2024, 5, 12, 10, 30, tzinfo=UTC)),
        ("3. Oktober 2025", date(2025, 10, 3)),
        ("8 de fevereiro de 2026", date(2026, 2, 8)),
        ("19 de enero de 2026", date(2026, 1, 19)),
        ("le 3 septembre 2004", date(2004, 9, 3)),
        ("12 мая 2024", date(2024, 5, 12)),
        ("12.v.2024", date(2024, 5, 12)),
        ("12. V. 2024", date(2024, 5, 12)),
        ("ika-12 ng Mayo 2024", date(2024, 5, 12)),
        ("12ê Gulanê 2024", date(2024, 5, 12)),
        ("12 ga Mayu, 2024", date(2024, 5, 12)),
        ("2024-жыл 12-май", date(2024, 5, 12)),
        ("12 майи 2024", date(2024, 5, 12)),
        ("2024年5月12日", date(2024, 5, 12)),
        ("2024년 5월 12일", date(2024, 5, 12)),
        ("22/04/2026 07h15", datetime(2026, 4, 22, 7, 15)),
        ("03/04/2024", None),
        ("2024-13-45", None),
        ("2024-02-30", None),
        ("yesterday", None),
        ("", None),
        ("1969-12-31", None),
        ("12 Foo 2024", None),
    ],
)
def test_a_date_is_read_and_what_it_does_not_say_is_not_made_up(text, expected):
    found = parse_date(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/2024/05/12/story", date(2024, 5, 12)),
        ("https://x.example/story-20240512-a", date(2024, 5, 12)),
        ("https://x.example/2024-05-12-story", date(2024, 5, 12)),
        ("https://x.example/2024/99/12/story", None),
        ("https://x.example/20240512345", None),
        ("https://x.example/story", None),
    ],
)
def test_the_day_in_an_address(url, expected):
    assert url_date(url) == expected


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text):
    parse_date(text)


@given(st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 31), timezones=st.just(UTC)))
def test_what_iso_8601_says_is_read_exactly(when):
    assert parse_date(when.isoformat()) == when


@pytest.mark.parametrize(
    "text",
    [
        "12 พฤษภาคม 2567",
        "令和6年5月12日",
        "民國113年5月12日",
        "۲۳ اردیبهشت ۱۴۰۳",
        "1403/02/23",
        "١٢ مايو ٢٠٢٤",
        "12 أيار 2024",
        "12 मई 2024",
        "১২ মে ২০২৪",
        "12 மே 2024",
        "12 ಮೇ 2024",
        "12 tháng 5, 2024",
        "12 maí 2024",
        "12. května 2024",
        "12 мај 2024",
        "12 Mei 2024",
        "12 במאי 2024".replace("במאי", "מאי"),
    ],
)
def test_months_digits_and_calendars(text):
    assert parse_date(text) == date(2024, 5, 12)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-IE", date(2025, 11, 4)),
        ("fr", date(2025, 11, 4)),
        ("pt_BR", date(2025, 11, 4)),
        ("en-US", date(2025, 4, 11)),
        ("en", None),
        ("ja", None),
        ("", None),
    ],
)
def test_the_order_of_day_and_month_is_the_languages(language, expected):
    assert parse_date("04/11/2025", day_first=is_day_first(language)) == expected


def test_a_line_with_two_dates_says_which_is_which():
    line = "Last updated 9 October 2025. First published 3 October 2025."
    assert [field for field, _ in labelled_dates(line)] == ["modified", "published"]
    assert labelled_dates("Published 3 October 2025") == []
    assert labelled_dates("Updated 3 October 2025") == []


@pytest.mark.parametrize(
    "line",
    [
        "Actualizado: 05/03/2026 10:00h · Publicado: 02/03/2026 07:05h",
        "02/03/2026 07h05 Atualizado há 8 meses",
        "2 March 2026, updated 3 days ago",
    ],
)
def test_the_day_of_publication_in_a_line_about_a_change(line):
    part = next(part for field, part in labelled_dates(line) if field == "published")
    assert day_of(parse_date(part, day_first=True)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("02/03/26", True, date(2026, 3, 2)),
        ("02/03/26", False, date(2026, 2, 3)),
        ("02/03/26", None, None),
        ("22/03/26", None, date(2026, 3, 22)),
        ("02.03.26", None, date(2026, 3, 2)),
        ("02/03/26/1", True, None),
        ("3/5/24", False, date(2024, 3, 5)),
        ("Posted 3/5/24", False, date(2024, 3, 5)),
        ("3/5/24 10:20 AM", False, datetime(2024, 3, 5, 10, 20)),
        ("about 3/5/24 of it", False, None),
        ("Stand: 5.3.24, 10:20", None, datetime(2024, 3, 5, 10, 20)),
        ("5.3.24", True, None),
        ("5-Mar-24", None, date(2024, 3, 5)),
        ("5th Mar '24", None, date(2024, 3, 5)),
    ],
)
def test_a_year_of_two_digits(text, day_first, expected):
    assert parse_date(text, day_first=day_first) == expected
