"""What a collection of articles is called: by its sites and its days."""

from __future__ import annotations

import re

from scraper.archive.articles.sidecar import Sidecar

_MAX_NAMED = 3  # sites in a title
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Collection:
    """The articles that were added, of which only what names them all is kept."""

    def __init__(self) -> None:
        self.first = self.last = ""  # days of publication, ISO 8601
        self._sites: dict[str, None] = {}
        self._languages: set[str] = set()

    def add(self, sidecar: Sidecar) -> None:
        """Count one more article."""
        if day := sidecar.published[:10]:
            self.first = min(self.first or day, day)
            self.last = max(self.last, day)
        if site := sidecar.site or sidecar.domain:
            self._sites[site] = None
        if language := language_tag(sidecar.language):
            self._languages.add(language)

    @property
    def title(self) -> str:
        """`The Eastham Courier, 2026-03-01 to 2026-03-14`; more than three sites are counted."""
        sites = list(self._sites)
        named = ", ".join(sites) if len(sites) <= _MAX_NAMED else f"Articles of {len(sites)} sites"
        days = self.first if self.first == self.last else f"{self.first} to {self.last}"
        return ", ".join(filter(None, (named or "Articles", days)))

    @property
    def language(self) -> str:
        """The language of all articles; empty where they have several or none."""
        return next(iter(self._languages)) if len(self._languages) == 1 else ""


def language_tag(text: str) -> str:
    """A language as BCP 47 writes it; empty for what is no language tag."""
    return text if _LANGUAGE.fullmatch(text) else ""
