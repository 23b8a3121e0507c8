"""For tests of what stands on Firsthand: builders, and the conformance suites for readers and libraries."""

from firsthand.testing.conformance import check_reader, check_reading
from firsthand.testing.libraries import LIBRARY_CHECKS, a_taken, an_account, check_library
from firsthand.testing.trees import a_parsed_reading

__all__ = [
    "LIBRARY_CHECKS",
    "a_parsed_reading",
    "a_taken",
    "an_account",
    "check_library",
    "check_reader",
    "check_reading",
]
