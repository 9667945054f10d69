"""Whether a text speaks for the site: by the phrases that are known, and by its voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from scraper.extraction.page.outline import Segment
from scraper.extraction.phrases import PhraseKind, lexicon
from scraper.extraction.selection.model import voice_score, voice_scores

_LONGEST = 60  # words; a longer text that holds a phrase is an article about it
# Log-odds of speaking for the site from which on a paragraph does, alone and with a phrase: of
# 334 paragraphs that are written to look so (bench/shapes) 4 % are above the first.
_SITE, _SITE_WITH_PHRASE = 1.1, 0.1
_SURELY = 1.5
_LONG = 25  # words of a paragraph
_SENTENCE = 8  # words; the voice of a shorter text is not sure


def speaks_for_the_site(
    segment: Segment, *, surely: bool = False, topics: frozenset[PhraseKind] = frozenset()
) -> bool:
    """Whether a shorter text asks its reader to subscribe, to comment, to share, and the like.

    `surely` asks for more: where other evidence speaks for the text. Phrases of the kinds in
    `topics` count for nothing, as what the article is about.
    """
    if segment.words > _LONGEST:
        return False
    says_phrase = bool(lexicon().kinds(segment.text) - topics)
    if segment.words < _SENTENCE:  # titles and entries sound like labels
        return says_phrase
    border = _SITE_WITH_PHRASE if says_phrase else _SITE
    if surely:
        border += _SURELY
    return voice_score(segment.text) > border


def topics_of(segments: Iterable[Segment]) -> frozenset[PhraseKind]:
    """The kinds of boilerplate that long paragraphs of a text say: it is about them."""
    long = (s.text for s in segments if s.is_prose and s.words >= _LONG)
    return frozenset(chain.from_iterable(map(lexicon().kinds, long)))


def sound_like_the_site(segments: Sequence[Segment], *, surely: bool = False) -> bool:
    """Whether the voice of one of some texts is the site's, however short. Where these are of an
    article, the voice is no evidence against others like them.
    """
    border = _SITE + (_SURELY if surely else 0.0)
    return bool((voice_scores([s.text for s in segments]) > border).any())
