"""The CSS selectors in the settings, checked before they meet a page."""

from __future__ import annotations

from scraper.settings import Settings


def check_selectors(settings: Settings) -> None:
    """Raises SettingsError, with the setting's name, for the first that is no CSS selector."""
    named = {"extract.drop": settings.extract.drop, "extract.keep": settings.extract.keep}
    for site, own in settings.site.items():
        named |= {f'site."{site}".drop': own.drop, f'site."{site}".keep': own.keep}
    if any(named.values()):
        # a parser is slow to import, and few settings have selectors
        from scraper.extraction.selection import user_selectors  # noqa: PLC0415

        for name, selectors in named.items():
            user_selectors.check_selectors(name, selectors)
