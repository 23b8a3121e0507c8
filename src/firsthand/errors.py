"""What can go wrong, as a tree.

::

    FirsthandError
    ├─ SettingsError     a value is missing, impossible or mismatched
    ├─ LibraryError      the library could not do what was asked
    │  ├─ NotFound       there is nothing with that id                         .key
    │  ├─ Conflict       somebody else's change, or an earlier one, forbids it .key
    │  └─ SchemaTooNew   the library was written by a newer Firsthand          .found .expected
    ├─ FetchError        an address could not, or must not, be fetched         .url
    └─ UntracedStatement a statement was built without the words it rests on

A message has three parts: what was found, what was expected, what to do.
"""

from __future__ import annotations


class FirsthandError(Exception):
    """The root of every error that Firsthand raises on purpose."""


class SettingsError(FirsthandError):
    """A value is missing, impossible or mismatched."""


class LibraryError(FirsthandError):
    """The library could not do what was asked."""


class NotFound(LibraryError):
    """There is nothing with that id."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


class Conflict(LibraryError):
    """Somebody else's change, or an earlier one, forbids this one."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


class SchemaTooNew(LibraryError):
    """The library was written by a newer Firsthand than this one."""

    def __init__(self, message: str, found: int, expected: int) -> None:
        super().__init__(message)
        self.found, self.expected = found, expected


class FetchError(FirsthandError):
    """An address could not, or must not, be fetched."""

    def __init__(self, message: str, url: str) -> None:
        super().__init__(message)
        self.url = url


class UntracedStatement(FirsthandError):
    """A statement was built without the words it rests on."""
