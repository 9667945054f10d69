"""Settings of one site: its headers and selectors apply to no other site."""

from tests.demo_runs import run
from tests.runs.test_run import FERRY, TIDE

OWN = {
    "courier.example": {
        "headers": {"Cookie": "session=mine"},
        "drop": [".n5"],
        "keep": [".newsletter"],
        "rate": 0,
    }
}


def page(name: str) -> bytes:
    """A page with a text of its own."""
    text = "".join(
        f"<p class=n{n}>{name} counted {n * len(name)} boats in the harbour, {n} "
        f"of them old. {name} wrote it down in the book of {name}, page {n}.</p>"
        for n in range(12)
    )
    text += f"<aside class=newsletter>Read {name} on paper.</aside>"
    return f"<title>{name}</title><article><h1>{name}</h1>{text}</article>".encode()


def test_a_site_has_headers_and_selectors_of_its_own(demo, tmp_path):
    for url, name in ((FERRY, "Courier"), (TIDE, "Notes")):
        demo.override(url, body=page(name))
    ran = run(demo, tmp_path, FERRY, TIDE, site=OWN)
    assert set(ran.names.values()) == {"new"}
    courier, notes = ((tmp_path / "articles" / name).read_text() for name in ran.files)
    assert ("page 5." in courier, "on paper" in courier) == (False, True)
    assert ("page 5." in notes, "on paper" in notes) == (True, False)
    sent = {request.host: request.headers.get("cookie") for request in demo.requests}
    assert sent == {"courier.example": "session=mine", "notes.example": None}
