"""Jobs, labels and lists in the bylines of many languages."""

import pytest

from scraper.extraction.metadata.people import names
from tests.extraction.metadata.reading import metadata_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Malik, Redaktor naczelny", ["Jan Malik"]),
        ("Mehmet Sarı, Genel Yayın Yönetmeni", ["Mehmet Sarı"]),
        ("Ana Robles, Corresponsal en Lugo", ["Ana Robles"]),
        ("Rui Sousa, Repórter Especial", ["Rui Sousa"]),
        ("Eva Malá, Šéfredaktorka", ["Eva Malá"]),
        ("Иван Громов, Обозреватель", ["Иван Громов"]),
        ("Дарія Гай, Хвиля", ["Дарія Гай"]),
        ("טל ברק, כתבת לענייני ים", ["טל ברק"]),
        ("سامر عيد، مراسل الميناء", ["سامر عيد"]),
        ("रवि वर्मा, संवाददाता", ["रवि वर्मा"]),
        ("রহিম খান, খুলনা", ["রহিম খান"]),
        ("Journalist Kari Moe", ["Kari Moe"]),
        ("Tekst Jan de Wit, beeld Piet Mol", ["Jan de Wit"]),
        ("Fotograf Ola Lie", []),
        ("Teksti: Liisa Salo Kuvat: Matti Aho", ["Liisa Salo"]),
        ("Testua: Ane Uria Argazkiak: Jon Aldai", ["Ane Uria"]),
        ("Foto: Ivan Lisak, tekst: Ana Dubravac", ["Ana Dubravac"]),
        ("Reported by: रवि वर्मा, Edited by: नेहा सेठी", ["रवि वर्मा"]),
        ("Medically reviewed by Bo Roe, MD — Written by Jane Doe", ["Jane Doe"]),
        ("Story and photos by Jane Doe", ["Jane Doe"]),
        ("Text och foto: Anna Ek", ["Anna Ek"]),
        ("Tekst i zdjęcia: Piotr Bober", ["Piotr Bober"]),
        ("文・写真／森本花", ["森本花"]),
        ("Jane Doe, The Tarn Echo", ["Jane Doe"]),
        ("Jordi Roca i Bosch", ["Jordi Roca i Bosch"]),
        ("Sigga Jónsdóttir skrifar", ["Sigga Jónsdóttir"]),
        ("سامر عيد وليلى حسن", ["سامر عيد", "ليلى حسن"]),
        ("טל ברק ויואב שדה", ["טל ברק", "יואב שדה"]),
        ("Müəllif: Leyla Qasımova", ["Leyla Qasımova"]),
        ("ავტორი: ნინო ბერაძე", ["ნინო ბერაძე"]),
        ("Հեղինակ՝ Անի Մելյան", ["Անի Մելյան"]),
        ("เรื่อง : สมชาย ใจเย็น ภาพ : วีระ สุขดี", ["สมชาย ใจเย็น"]),
        ("Reportagem: Rui Sousa. Edição: Ana Melo.", ["Rui Sousa"]),
        ("本刊记者 王晓梅/文", ["王晓梅"]),
        ("森本花＝東京", ["森本花"]),
        ("文/张晓 图/李强", ["张晓"]),
        ("来源：潮汐社 作者：李明", ["李明"]),
        ("本报记者 张晓明 通讯员 李强", ["张晓明", "李强"]),
        ("新华社青岛3月5日电（记者张晓明、李强）", ["张晓明", "李强"]),
        ("记者 李明 青岛报道", ["李明"]),
        ("王晓梅 李强", ["王晓梅", "李强"]),
        ("ライター：鈴木 花子", ["鈴木 花子"]),
        ("構成・文：森本花", ["森本花"]),
        ("編集委員 森本花", ["森本花"]),
        ("부산=박지민 기자", ["박지민"]),
        ("박지민 기자 jm@ridge.example 다른기사 보기", ["박지민"]),
        ("নিজস্ব প্রতিবেদক", []),
        ("By Our Special Correspondent", []),
        ("ANA LÓPEZ DE HARO", ["Ana López de Haro"]),
    ],
)
def test_who_wrote_is_told_from_what_else_a_byline_says(text, expected):
    assert list(names([text])) == expected


def test_a_class_in_the_language_of_the_page_names_the_author():
    byline = '<div class="autor">MARTA LÓPEZ DE HARO<br>Enviada especial. Vigo</div>'
    page = f"<h1>El mar</h1>{byline}<p>Un texto.</p>"
    assert metadata_of(page).authors == ("Marta López de Haro",)
