from __future__ import annotations

import pytest

from scraper.extraction.page.decode import decode, page_source

TEXT = "<html><head>{meta}</head><body><p>O café está à venda na praça — três euros.</p>"


def page(encoding: str, meta: str = "") -> bytes:
    return TEXT.format(meta=meta).encode(encoding)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(page("utf-8"), None, id="nothing declared, utf-8"),
        pytest.param(page("cp1252"), None, id="nothing declared, windows-1252"),
        pytest.param(page("cp1252"), "text/html; charset=iso-8859-1", id="header"),
        pytest.param(page("cp1252", "<meta charset=windows-1252>"), None, id="meta"),
        pytest.param(page("utf-8-sig"), "text/html; charset=iso-8859-1", id="mark over header"),
        pytest.param(page("utf-16"), None, id="utf-16 with mark"),
        pytest.param(page("utf-8", "<meta charset=shift_jis>"), None, id="a lie that fails"),
        pytest.param(page("cp1252"), "text/html; charset=utf-8", id="a lying header"),
        pytest.param(page("utf-8"), "text/html; charset=nonsense", id="an unknown charset"),
    ],
)
def test_the_text_comes_out_right(body: bytes, content_type: str | None) -> None:
    assert "café está à venda na praça — três euros" in decode(body, content_type)


def test_a_few_broken_bytes_do_not_change_the_charset() -> None:
    body = page("utf-8") + b"\xff\xfe broken"
    assert "três euros" in decode(body, "text/html; charset=utf-8")


def test_a_str_is_taken_as_it_is() -> None:
    assert decode("naïve", "text/html; charset=ascii") == "naïve"


def test_what_is_no_character_leaves() -> None:
    assert decode("a\x00b\x1b[31mc\ud800d\x85e\tf\n") == "ab[31mc\ufffdde\tf\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_no_character_leaves_in_every_encoding(encoding: str) -> None:
    body = "a long enough text\x00 b\x1b[31mc\x85e\tf\n".encode(encoding)
    assert decode(body, f"text/html; charset={encoding}").endswith("text b[31mce\tf\n")


def test_an_empty_body_is_an_empty_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7\n1 0 obj<<>>endobj", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(32)) * 9],
    ids=["PDF", "PNG"],
)
def test_a_binary_file_has_no_text(body: bytes) -> None:
    assert decode(body, "text/html; charset=utf-8") == ""


def test_letters_of_two_bytes_are_not_binary() -> None:
    text = "\u0422\u0440\u0438 \u0435\u0432\u0440\u043e" * 50
    assert decode(text.encode("utf-16-le"), "text/html; charset=utf-16le") == text


def test_terminal_escapes_of_iso_2022_are_not_binary() -> None:
    assert "\u6e2f" in decode(
        ("\u6e2fa" * 200).encode("iso2022_jp"), "text/html; charset=iso-2022-jp"
    )


@pytest.mark.parametrize(
    "body",
    [
        "caf\xe9",
        "a\ud800b\x00",
        page("utf-8"),
        page("utf-8-sig"),
        page("cp1252"),
        page("utf-16"),
        b"",
    ],
    ids=["text", "not characters", "utf-8", "utf-8 with mark", "windows-1252", "utf-16", "empty"],
)
def test_a_page_comes_in_utf_8_too(body: bytes | str) -> None:
    text, utf8 = page_source(body)
    assert utf8.decode() == text == decode(body)
