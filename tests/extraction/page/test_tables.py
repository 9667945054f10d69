from __future__ import annotations

from scraper.extraction.page.tables import TableShape, data_table
from tests.extraction.outlines import SENTENCE, markdown_of, outline_of


def table(html: str) -> TableShape | None:
    outline = outline_of(html)
    element = next(e for e in outline.elements if e.tag == "table")
    return data_table(outline, element)


def grid(html: str) -> list[list[bool]]:
    shape = table(html)
    assert shape is not None
    return [[cell is not None for cell in row] for row in shape.rows]


def test_a_header_row_is_seen() -> None:
    shape = table("<table><tr><th>A<th>B<tr><td>1<td>2</table>")
    assert shape is not None
    assert shape.has_header


def test_a_first_row_of_data_is_no_header() -> None:
    shape = table("<table><tr><td>1<td>2<tr><td>3<td>4</table>")
    assert shape is not None
    assert not shape.has_header


def test_spans_keep_columns_under_each_other() -> None:
    html = "<table><tr><th colspan=2>A<th>B<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>"
    assert grid(html) == [[True, False, True], [True, True, True], [False, True, True]]


def test_absurd_spans_are_bounded() -> None:
    rows = grid("<table><tr><td colspan=99999999>a<td>b<tr><td>c<td>d</table>")
    assert len(rows[0]) <= 102


def test_a_table_that_lays_out_the_page_is_none() -> None:
    long = f"<td>{SENTENCE * 4}"
    assert table(f"<table><tr><td>Menu{long}<tr><td>a<td>b</table>") is None
    assert table("<table role=presentation><tr><td>1<td>2<tr><td>3<td>4</table>") is None
    assert table("<table><tr><td>one cell</table>") is None
    assert table("<table><tr><td><table><tr><td>x</table><td>y<tr><td>a<td>b</table>") is None


def test_cells_that_repeat_the_name_of_their_column() -> None:
    html = (
        "<table><tr><th>Year<th>Boats<tr><td data-label=Year><span class=td-label>Year</span>1951"
        "<td data-label=Boats><span class=td-label>Boats:</span>4</table>"
    )
    assert markdown_of(html).endswith("| 1951 | 4 |")


def test_a_column_of_paragraphs_beside_nothing_is_no_data() -> None:
    assert table("<table><tr><td>Rain.<td> <tr><td>Sun.<td> </table>") is None


def test_an_empty_corner_does_not_make_the_names_of_columns_data() -> None:
    shape = table("<table><tr><td><th>Boats<th>Nets<tr><th>1951<td>4<td>9</table>")
    assert shape is not None
    assert shape.has_header


def test_a_table_in_a_datum_is_part_of_it() -> None:
    html = (
        "<table><tr><th>Year<th>Boats<tr><td>1951<td><table><tr><td>May<td>4<tr><td>June<td>9"
        "</table></table>"
    )
    assert markdown_of(html) == (
        "| Year | Boats |\n| --- | --- |\n| 1951 | May<br>4<br>June<br>9 |"
    )


PLOT = f"<tr><td colspan=3>{SENTENCE * 4}"
EPISODES = "".join(f"<tr><td>{n}<td>The tide of {n}<td>{n} May 1999{PLOT}" for n in (1, 2))


def test_a_paragraph_under_named_columns_is_a_datum() -> None:
    assert table(f"<table><tr><th>No.<th>Title<th>Aired{EPISODES}</table>") is not None
    assert table(f"<table>{EPISODES}</table>") is None


def test_several_paragraphs_in_a_cell_are_no_datum() -> None:
    text = f"<tr><td>1<td><p>{SENTENCE * 4}</p><p>{SENTENCE}</p>"
    assert table(f"<table><tr><th>No.<th>Plot{text}</table>") is None


def test_a_row_without_a_text_is_left_out() -> None:
    rows = grid("<table><tr><th>A<th>B<tr><td colspan=2><tr><td>1<td>2</table>")
    assert rows == [[True, True], [True, True]]
