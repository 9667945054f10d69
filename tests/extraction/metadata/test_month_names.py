"""One day as it is written in the languages of the world."""

from datetime import date

import pytest

from scraper.extraction.metadata.dates import day_of, parse_date
from scraper.extraction.metadata.month_names import month_of


@pytest.mark.parametrize(
    "text",
    [
        "8 Maart 2024",
        "8 mars 2024",
        "ማርች 8 ቀን 2024",
        "8 مارس 2024",
        "8 մարտի 2024",
        "8 mart 2024",
        "2024ko martxoaren 8a",
        "8 сакавіка 2024",
        "৮ মার্চ ২০২৪",
        "8. mart 2024.",
        "8 март 2024 г.",
        "8 de març de 2024",
        "8 març del 2024",
        "2024年3月8日",
        "2024 年 03 月 08 日",
        "8. ožujka 2024.",
        "8. března 2024",
        "8. marts 2024",
        "vrijdag 8 maart 2024",
        "March 8, 2024",
        "8th March, 2024",
        "Fri 8 Mar 2024",
        "Mar. 8, 2024",
        "8-Mar-2024",
        "8-a de marto 2024",
        "8. märts 2024",
        "8. maaliskuuta 2024",
        "8.3.2024",
        "vendredi 8 mars 2024",
        "8 de marzo de 2024",
        "8 მარტი, 2024",
        "Freitag, 8. März 2024",
        "8 Μαρτίου 2024",
        "8 માર્ચ 2024",
        "8 במרץ 2024",
        "8 मार्च 2024",
        "2024. március 8.",
        "2024.03.08.",
        "8. mars 2024",
        "8 Maret 2024",
        "8 Márta 2024",
        "8 marzo 2024",
        "2024年03月08日 10時20分",
        "8 ಮಾರ್ಚ್ 2024",
        "2024 жылғы 8 наурыз",
        "ថ្ងៃទី៨ ខែមីនា ឆ្នាំ២០២៤",
        "2024년 3월 8일",
        "2024.03.08 10:20",
        "8-март, 2024",
        "8 ມີນາ 2024",
        "2024. gada 8. marts",
        "8. martā, 2024",
        "2024 m. kovo 8 d.",
        "8. Mäerz 2024",
        "8 март 2024",
        "1709893200000",
        "2024 മാർച്ച് 8",
        "8 ta' Marzu 2024",
        "८ मार्च २०२४",
        "2024 оны 3-р сарын 8",
        "၈ မတ် ၂၀၂၄",
        "मार्च ८, २०२४",
        "fredag 8. mars 2024 kl. 10.20",
        "8 marca 2024",
        "8 de março de 2024",
        "8/mar/2024",
        "8 ਮਾਰਚ 2024",
        "8 martie 2024",
        "8 марта 2024 г.",
        "08.03.2024, 10:20",
        "8. март 2024.",
        "08.03.2024.",
        "2024 මාර්තු 8",
        "8. marca 2024",
        "8. marec 2024",
        "8 Maarso 2024",
        "viernes, 8 de marzo del 2024",
        "08 Mar. 2024",
        "8 Machi 2024",
        "Marso 8, 2024",
        "8 மார்ச் 2024",
        "8 మార్చి 2024",
        "8 Mart 2024",
        "08 Mart 2024 Cuma 10:20",
        "8 березня 2024",
        "8 مارچ 2024",
        "2024-yil 8-mart",
        "8 tháng 3, 2024",
        "ngày 8 tháng 3 năm 2024",
        "8 Mawrth 2024",
        "8 Mashi 2024",
        "08.03.24",
        "08 mar 2024",
        "March 8th 2024",
        "2024, March 8",
        "Friday the 8th of March 2024",
        "08. 03. 2024.",
        "8 mar 2024",
        "8 mars 2024 à 10h20",
        "08.03.2024 | 10:20 Uhr",
    ],
)
def test_a_day_is_read_in_its_language(text):
    found = parse_date(text, day_first=True)
    assert found is not None
    assert day_of(found) == date(2024, 3, 8)


def test_the_dot_tells_croatian_from_polish():
    assert parse_date("8. listopada 2024.") == date(2024, 10, 8)
    assert parse_date("8 listopada 2024") == date(2024, 11, 8)


@pytest.mark.parametrize(("name", "month"), [("EKİM", 10), ("במרץ", 3), ("MÄRZ", 3), ("of", None)])
def test_a_month_in_capitals_or_with_a_prefix(name, month):
    assert month_of(name) == month
