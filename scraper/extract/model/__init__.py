"""A learned opinion on each segment: how likely it is a part of the main text."""

from scraper.extract.model.choice import Choice, choose_segments
from scraper.extract.model.features import Features
from scraper.extract.model.kind import is_discussion, is_of_one_thing, may_be_article
from scraper.extract.model.opinion import Model, default_model
from scraper.extract.model.reasons import reason
from scraper.extract.model.tables import Flags, Table
from scraper.extract.model.trees import chance

__all__ = [
    "Choice",
    "Features",
    "Flags",
    "Model",
    "Table",
    "chance",
    "choose_segments",
    "default_model",
    "is_discussion",
    "is_of_one_thing",
    "may_be_article",
    "reason",
]
