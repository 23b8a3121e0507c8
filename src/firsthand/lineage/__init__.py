"""Readings of one story → who has what from whom."""

from firsthand.lineage.fingerprints import prints_of
from firsthand.lineage.passages import PassageIndex, find_passages
from firsthand.lineage.passing import PassingReports
from firsthand.lineage.tracing import trace

__all__ = ["PassageIndex", "PassingReports", "find_passages", "prints_of", "trace"]
