"""What can go wrong, as a tree.

::

    FirsthandError
    ├─ IntakeError       a file or record could not be made into a report      .path
    ├─ SettingsError     a value is missing, impossible or mismatched
    ├─ ReaderError       a reader broke (never: the text was odd)              .report_id
    └─ UntracedStatement a statement was built without the words it rests on

A message has three parts: what was found, what was expected, what to do.
"""

from __future__ import annotations


class FirsthandError(Exception):
    """The root of every error that Firsthand raises on purpose."""


class IntakeError(FirsthandError):
    """A file or record could not be made into a report."""

    def __init__(self, message: str, path: str | None = None) -> None:
        super().__init__(message)
        self.path = path


class SettingsError(FirsthandError):
    """A value is missing, impossible or mismatched."""


class ReaderError(FirsthandError):
    """A reader broke; odd text never does this, it gives issues."""

    def __init__(self, message: str, report_id: str | None = None) -> None:
        super().__init__(message)
        self.report_id = report_id


class UntracedStatement(FirsthandError):
    """A statement was built without the words it rests on."""
