"""A page's text -> its metadata, as `extract` reads it."""

from scraper.extraction.metadata import read_metadata
from scraper.extraction.metadata.json_ld import json_ld_scripts, parse_json_ld
from scraper.extraction.page.parse import parse


def metadata_of(html, **options):
    tree = parse(html)
    return read_metadata(tree, parse_json_ld(json_ld_scripts(tree)), **options)
