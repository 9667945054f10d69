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
        ("Müller, Jörg", ["Jörg Müller"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Av Kari Nordmann og Ola Berg", ["Kari Nordmann", "Ola Berg"]),
        ("Af Mette Holm", ["Mette Holm"]),
        ("Text: Åsa Lind", ["Åsa Lind"]),
        ("Teksti: Aino Salo", ["Aino Salo"]),
        ("Door Pieter van 't Hof", ["Pieter van 't Hof"]),
        ("Von Heinrich von der Aue", ["Heinrich von der Aue"]),
        ("By Khalid bin Salem", ["Khalid bin Salem"]),
        ("Di Carla De Luca", ["Carla De Luca"]),
        ("a cura di Paolo Neri", ["Paolo Neri"]),
        ("Por María de la Vega, enviada especial", ["María de la Vega"]),
        ("Texto de Inês Prado", ["Inês Prado"]),
        ("Autor: Jan Kowal", ["Jan Kowal"]),
        ("Píše Eva Nová", ["Eva Nová"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("Szerző: Nagy Péter", ["Nagy Péter"]),
        ("Scris de Ion Pop", ["Ion Pop"]),
        ("Yazan: Ayşe Demir", ["Ayşe Demir"]),
        ("Γράφει η Μαρία Νικολάου", ["Μαρία Νικολάου"]),
        ("بقلم: محمد علي", ["محمد علي"]),
        ("نویسنده: علی رضایی", ["علی رضایی"]),
        ("מאת: דנה לוי", ["דנה לוי"]),
        ("लेखक: राम शर्मा", ["राम शर्मा"]),
        ("Oleh: Budi Santoso", ["Budi Santoso"]),
        ("Tác giả: Lê Phương", ["Lê Phương"]),
        ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("文：王小明", ["王小明"]),
        ("记者 李华", ["李华"]),
        ("取材・文＝藤代みのり", ["藤代みのり"]),
        ("文●岡本", ["岡本"]),
        ("投稿者 山田太郎", ["山田太郎"]),
        ("김철수 기자", ["김철수"]),
    ],
)
def test_bylines_in_many_languages(text, expected):
    assert list(names([text])) == expected


@pytest.mark.parametrize(
    "tail",
    [
        ", special correspondent in Riga",
        ", our man at the quay",
        " for The Harbour Post",
        " in Business",
        ", TNN /",
        " / TNN",
        "/AP",
        " (jane@x.example)",
        " (AP)",
        " @jdoe",
        " | @jdoe | The Post",
        ", Staff Writer",
        " Staff Writer",
        " is a writer in Riga",
        ", Contributor",
        " on behalf of the crew",
        " Photographs by John Roe",
        "; photos by John Roe",
        " • 5 min read",
        " Updated 3 May 2025",
        " on Twitter",
        ", Riga",
        ", Ph.D.",
    ],
)
def test_what_follows_a_name(tail):
    assert names([f"By Jane Doe{tail}"]) == ("Jane Doe",)


@pytest.mark.parametrize(
    "text",
    ["Published", "Publié le 12 mai 2026", "Photo: Jane Doe", "Foto: Max Mahn", "责任编辑：苏禾"],
)
def test_who_did_something_else_is_no_author(text):
    assert names([text]) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Institute for Harbour Studies", ["Institute for Harbour Studies"]),
        ("Center for Boats and Ropes", ["Center for Boats and Ropes"]),
        ("The Associated Press", ["The Associated Press"]),
        ("Jane Doe and John Roe, The Associated Press", ["Jane Doe", "John Roe"]),
        ("Von Eva Lohse und Max Mahn, Winsbüttel", ["Eva Lohse", "Max Mahn"]),
        ("EVA LOHSE UND MAX MAHN", ["Eva Lohse", "Max Mahn"]),
        ("Jane Doe, John Roe, and Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"]),
    ],
)
def test_lists_and_organisations(text, expected):
    assert list(names([text])) == expected


@pytest.mark.parametrize(
    "text",
    ["Jane A. Doe 1, | Wei Li 2", "Jane A. Doe1,2 and Wei Li*", "Jane A. Doe†, Wei Li¹²"],
)
def test_the_marks_of_notes_behind_a_name(text):
    assert names([text]) == ("Jane A. Doe", "Wei Li")
    assert names(["By Marianne1"]) == ("Marianne1",)
