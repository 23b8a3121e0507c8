"""Both databases keep every promise of the library."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from firsthand.library import Library
from firsthand.testing import LIBRARY_CHECKS, check_library


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
@pytest.mark.parametrize("check", LIBRARY_CHECKS, ids=lambda c: c.__name__)
def test_the_library_keeps_its_promises(
    check: Callable[[Library], None], database: str, request: pytest.FixtureRequest
):
    """One suite, two databases."""
    library = request.getfixturevalue(f"make_{database}")()
    try:
        check(library)
    finally:
        library.close()


def test_a_library_that_forgets_is_found_out(make_sqlite):
    """The suite can fail: a library that loses versions does not pass."""

    def forgetful() -> Library:
        library = make_sqlite()
        library.versions = lambda id: ()
        return library

    with pytest.raises(AssertionError):
        check_library(forgetful)
