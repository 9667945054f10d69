"""What the rules after the model spare: what the model is sure of, by mode."""

import pytest

from scraper.extract.account import Account
from scraper.extract.residue import residue
from scraper.models import Metadata
from scraper.settings import Mode
from tests.extract.page import outline_of

LINKS = "".join(f'<p><a href="/{n}">The harbour of island number {n}</a></p>' for n in range(4))
PAGE = f"<body><p>Harbours</p>{LINKS}<p>All of them are open from May to October, said the pilot."


def kept(mode: Mode, sure: frozenset[int]) -> list[str]:
    account = Account(outline_of(PAGE))
    residue(account, Metadata(title="Our harbours"), sure, mode=mode)
    return [segment.text for segment in account.kept()]


def test_links_and_labels_before_a_text_leave() -> None:
    assert len(kept(Mode.COMPLETE, frozenset())) == 1


@pytest.mark.parametrize(("mode", "label"), [(Mode.PRECISE, False), (Mode.COMPLETE, True)])
def test_what_the_model_is_sure_of_stays(mode: Mode, label: bool) -> None:
    texts = kept(mode, frozenset(range(6)))
    assert len(texts) == 5 + label
    assert ("Harbours" in texts) is label
