"""Settings of one site: its headers and its selectors, and nobody else's."""

from tests.pipeline.conftest import run
from tests.pipeline.test_run import FERRY, LONG, TIDE

OWN = {
    "courier.example": {
        "headers": {"Cookie": "session=mine"},
        "drop": [".promo"],
        "keep": [".facts"],
        "rate": 0,
    }
}


def page(name: str) -> bytes:
    return (
        f"<title>{name}</title><article><h1>{name}</h1><p>{name}: {LONG}</p>"
        f"<p class=promo>Read {name} on paper, it says.</p><p>{name} again. {LONG[:500]}</p>"
    ).encode()


def test_a_site_has_headers_and_selectors_of_its_own(demo, tmp_path):
    for url, name in ((FERRY, "Courier"), (TIDE, "Notes")):
        demo.override(url, body=page(name))
    ran = run(demo, tmp_path, FERRY, TIDE, site=OWN)
    assert set(ran.names.values()) == {"new"}
    courier, notes = ((tmp_path / "articles" / name).read_text() for name in ran.files)
    assert "on paper" not in courier
    assert "on paper" in notes
    sent = {request.host: request.headers.get("cookie") for request in demo.requests}
    assert sent == {"courier.example": "session=mine", "notes.example": None}
