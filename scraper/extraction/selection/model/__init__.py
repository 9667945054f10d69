"""A learned model of segments: how likely each one is a part of the main text."""

from scraper.extraction.selection.model.columns import FeatureTable, Flags
from scraper.extraction.selection.model.features import Features
from scraper.extraction.selection.model.page_kind import (
    is_discussion,
    is_hardly_article,
    is_of_many_things,
    is_of_one_thing,
    may_be_article,
)
from scraper.extraction.selection.model.score_reasons import reason
from scraper.extraction.selection.model.segment_model import Model, default_model
from scraper.extraction.selection.model.site_voice import voice_score, voice_scores
from scraper.extraction.selection.model.threshold import ThresholdResult, choose_segments
from scraper.extraction.selection.model.trees import probability

__all__ = [
    "FeatureTable",
    "Features",
    "Flags",
    "Model",
    "ThresholdResult",
    "choose_segments",
    "default_model",
    "is_discussion",
    "is_hardly_article",
    "is_of_many_things",
    "is_of_one_thing",
    "may_be_article",
    "probability",
    "reason",
    "voice_score",
    "voice_scores",
]
