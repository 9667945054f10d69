"""What is remembered of the voices of texts is bounded, in number and length."""

import numpy as np

from scraper.extraction.selection.model import site_voice
from scraper.extraction.selection.model.site_voice import LONGEST, voice_scores


def test_long_texts_are_not_kept_and_score_as_their_beginning():
    text = "Subscribe to our newsletter. " * 1000
    first, again, beginning = voice_scores([text, text, text[:LONGEST]])
    assert first == again == beginning
    assert max(map(len, site_voice._known)) <= LONGEST


def test_a_page_of_many_texts_leaves_few_of_them():
    texts = [f"Story {number}" for number in range(9_000)]
    scores = voice_scores(texts)
    assert len(site_voice._known) <= site_voice._MOST_KNOWN
    assert np.array_equal(voice_scores(texts), scores)
