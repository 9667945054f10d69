"""A learned opinion on each segment: how likely it is a part of the main text."""
