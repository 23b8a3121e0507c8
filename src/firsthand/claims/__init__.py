"""Readings of one story → points: what is claimed, by whom first, and where reports differ."""

from firsthand.claims.joining.phrases import compare_phrases
from firsthand.claims.points import find_points, timeline

__all__ = ["compare_phrases", "find_points", "timeline"]
