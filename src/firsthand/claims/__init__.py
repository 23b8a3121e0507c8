"""Readings of one story → points: what is claimed, by whom first, and where reports differ."""

from firsthand.claims.points import find_points, timeline

__all__ = ["find_points", "timeline"]
