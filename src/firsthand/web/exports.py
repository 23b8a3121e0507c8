"""The forms in which an account leaves the workbench.

Public: :data:`EXPORTS`, :class:`Export`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from firsthand.model import Account


@dataclass(frozen=True, slots=True)
class Export:
    """A form: what people call it, what it is for, how it is served and who writes it."""

    key: str
    name: str
    purpose: str
    media_type: str
    ending: str
    write: Callable[[Account], str]


def _json(account: Account) -> str:
    import msgspec

    from firsthand.briefs.json import account_json

    return msgspec.json.encode(account_json(account)).decode() + "\n"


def _markdown(account: Account) -> str:
    from firsthand.briefs.markdown import render_markdown

    return render_markdown(account)


def _html(account: Account) -> str:
    from firsthand.briefs.html import render_html

    return render_html([account])


def _terminal(account: Account) -> str:
    from firsthand.briefs.terminal import render_terminal

    return render_terminal(account, width=88, color=False, show_all=True)


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        e.key: e
        for e in (
            Export("json", "JSON", "programs; all of the account", "application/json", "json", _json),
            Export(
                "markdown", "Markdown", "documents and wikis", "text/markdown; charset=utf-8", "md", _markdown
            ),
            Export(
                "html",
                "HTML, one file",
                "sending: it needs nothing else and loads nothing",
                "text/html; charset=utf-8",
                "html",
                _html,
            ),
            Export("text", "Plain text", "mail and terminals", "text/plain; charset=utf-8", "txt", _terminal),
        )
    }
)
