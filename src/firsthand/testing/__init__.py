"""For tests of what stands on Firsthand: builders, and the conformance suite for readers."""

from firsthand.testing.conformance import check_reader
from firsthand.testing.trees import a_parsed_reading

__all__ = ["a_parsed_reading", "check_reader"]
