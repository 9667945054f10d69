"""Buttons in the entries of a list: what each entry repeats at its end is no text."""

import pytest

from tests.extraction.outlines import markdown_of

_ENTRIES = ("make", "make test", "make install")


def a_list(entry, *, entries=_ENTRIES):
    return f"<ul>{''.join(f'<li>{entry.format(t=text)}</li>' for text in entries)}</ul>"


@pytest.mark.parametrize(
    "entry",
    [
        "<span>{t}</span><button>Copy to clipboard</button>",
        "{t} <button class=add><i>+</i> Add to my list</button> <!-- end -->",
        "<p>{t} <button>Next step</button></p>",
    ],
)
def test_a_button_at_the_end_of_each_entry_leaves_and_the_text_stays(entry):
    assert markdown_of(a_list(entry)) == "- make\n- make test\n- make install"


def test_a_button_in_a_sentence_or_of_one_entry_is_a_part_of_the_text():
    assert "Press OK to make" in markdown_of(a_list("Press <button>OK</button> to {t}"))
    two = a_list("{t} with <button>OK</button>", entries=_ENTRIES[:2])
    assert "make test with OK" in markdown_of(two)
    assert "a boat" in markdown_of(a_list("<button>a boat</button>"))


def test_a_select_in_an_entry_is_not_its_text():
    assert markdown_of(a_list("{t} <select><option>g<option>oz</select>")).endswith(
        "- make install"
    )
