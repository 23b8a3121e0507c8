"""The forms in which accounts leave Firsthand: for people, for programs, for other tools.

Each form makes one valid document of any number of accounts; the same accounts give the same bytes.

Public: :data:`FORMS`, :class:`Form`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from firsthand.model import Account, Ratings


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what it is called, what it is for, how it is served, and who writes it."""

    key: str
    name: str
    purpose: str
    media_type: str
    ending: str  #: of a file, without the dot
    _writer: str  #: module and function; loaded when it is used
    shows_grades: bool = False  #: whether it has a place for the Admiralty view

    def write(self, accounts: Sequence[Account], ratings: Ratings | None = None) -> str:
        """One document of the accounts; with ``ratings`` (which may be empty) the Admiralty view too.

        Raises:
            ValueError: The form has no place for it.
        """
        module, _, function = self._writer.partition(":")
        writer: Callable[..., str] = getattr(import_module(f"firsthand.briefs.{module}"), function)
        if ratings is None:
            return writer(accounts)
        if not self.shows_grades:
            raise ValueError(
                f"{self.name} has no place for the Admiralty view; choose one of {graded_forms()}"
            )
        return writer(accounts, ratings)


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.key: form
        for form in (
            Form(
                "json",
                "JSON",
                "programs; all of an account, one a line",
                "application/json",
                "json",
                "json:write_json",
                shows_grades=True,
            ),
            Form(
                "csv",
                "CSV",
                "spreadsheets; one row for each claim",
                "text/csv; charset=utf-8",
                "csv",
                "table:write_csv",
            ),
            Form(
                "markdown",
                "Markdown",
                "documents and wikis",
                "text/markdown; charset=utf-8",
                "md",
                "markdown:write_markdown",
                shows_grades=True,
            ),
            Form(
                "html",
                "HTML, one file",
                "sending: it needs nothing else and loads nothing",
                "text/html; charset=utf-8",
                "html",
                "html:render_html",
                shows_grades=True,
            ),
            Form(
                "text",
                "Plain text",
                "mail and terminals",
                "text/plain; charset=utf-8",
                "txt",
                "terminal:write_text",
                shows_grades=True,
            ),
            Form(
                "annotations",
                "W3C Web Annotation",
                "annotation tools: each claim on the words it stands in",
                "application/ld+json",
                "jsonld",
                "annotations:write_annotations",
            ),
            Form(
                "prov",
                "W3C PROV-JSON",
                "who has what from whom, for provenance tools",
                "application/json",
                "prov.json",
                "provenance:write_prov",
            ),
            Form(
                "stix",
                "STIX 2.1",
                "threat-intelligence platforms",
                "application/stix+json;version=2.1",
                "stix.json",
                "stix:write_stix",
            ),
            Form(
                "ftm",
                "FollowTheMoney",
                "Aleph, OpenSanctions and other investigative tools",
                "application/json+ftm",
                "ftm.json",
                "ftm:write_ftm",
            ),
        )
    }
)


def graded_forms() -> str:
    """The forms that have a place for the Admiralty view, in a row."""
    return ", ".join(form.key for form in FORMS.values() if form.shows_grades)
