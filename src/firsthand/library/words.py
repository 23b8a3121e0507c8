"""Words as the search index sees them, and what a person asks of them.

One tokenizer serves every database, so that they find the same: FTS5's ``unicode61`` (Unicode words,
case and diacritics folded) under Porter's stemmer (Porter 1980, "An algorithm for suffix stripping").

Public: :func:`tokens`, :func:`parse`, :func:`term_of`, :func:`fts5`, :func:`excerpts`, :data:`TOKENIZER`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

import apsw

from firsthand.model import Span

#: FTS5's arguments for the tokenizer. A change needs the index to be built anew (a migration).
TOKENIZER = ("porter", "unicode61", "remove_diacritics", "2")
MAX_TERMS = 32  #: of one query; what comes after is not looked for
EXCERPT_WORDS = 40
#: How much of a text is searched for the words to show, in characters: enough for any article, and a
#: book does not hold up a list.
MAX_SEARCHED = 20_000

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
#: What may not stand in an excerpt: white space and controls, among them the two that mark words.
_PLAIN = re.compile(r"[\s\x00-\x1f\x7f]")
_OPEN, _CLOSE = "\x02", "\x03"
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row, as written and stemmed; with ``prefix`` the last is only the beginning of one.

    FTS5 stems what it is asked, so it is asked for what was written: stems of stems are other words
    ("houses", "hous", "hou").
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What must occur: one term of each group of ``wanted``, and none of ``unwanted``."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()


def tokens(text: str) -> list[tuple[int, int, str]]:
    """The words of a text: start, end (code points) and stem of each. Linear.

    Example:
        >>> tokens("Café ferries")
        [(0, 4, 'cafe'), (5, 12, 'ferri')]
    """
    raw = text.encode("utf-8", "replace")
    with _lock:
        found = _tokenizer()(raw, apsw.FTS5_TOKENIZE_DOCUMENT, None, include_colocated=False)
    if len(raw) == len(text):
        return list(found)
    out = []
    at = byte = 0
    for start, end, stem in found:
        at += len(raw[byte:start].decode("utf-8", "replace"))
        length = len(raw[start:end].decode("utf-8", "replace"))
        out.append((at, at + length, stem))
        at, byte = at + length, end
    return out


def parse(words: str) -> Query | None:
    """Read a query; None when nothing to look for stands in it.

    Example:
        >>> query = parse('ferry OR boat "hit a reef" -fog')
        >>> [[term.words for term in group] for group in query.wanted], query.unwanted[0].stems
        ([[('ferry',), ('boat',)], [('hit', 'a', 'reef')]], ('fog',))
    """
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    is_or = False
    for count, match in enumerate(_TERM.finditer(words)):
        if count >= MAX_TERMS:
            break
        word = match.group("word")
        if word == "OR" and not match.group("minus"):
            is_or = bool(wanted)
            continue
        surface = match.group("phrase") if word is None else word
        term = term_of(surface, word is not None and word.endswith("*"))
        if term is None:
            continue
        if match.group("minus"):
            unwanted.append(term)
        elif is_or:
            wanted[-1] = (*wanted[-1], term)
        else:
            wanted.append((term,))
        is_or = False
    return Query(tuple(wanted), tuple(unwanted)) if wanted else None


def term_of(surface: str, prefix: bool = False) -> Term | None:
    """Words in a row as a term; None when there is no letter or digit in them."""
    found = tokens(surface)
    if not found:
        return None
    words = tuple(surface[start:end] for start, end, _ in found)
    return Term(words, tuple(stem for _, _, stem in found), prefix)


def fts5(query: Query) -> str:
    """A query in FTS5's words."""
    wanted = " AND ".join("(" + " OR ".join(map(_fts5, group)) + ")" for group in query.wanted)
    return wanted + "".join(f" NOT {_fts5(term)}" for term in query.unwanted)


def _fts5(term: Term) -> str:
    # Words are letters and digits only, but a quotation mark must never get through.
    words = " ".join(term.words).replace('"', " ")
    return f'"{words}"' + ("*" if term.prefix else "")


def excerpts(texts: Sequence[str], query: Query) -> list[tuple[str, tuple[Span, ...]]]:
    """For each text the stretch that holds most of what was looked for, and where it stands in it.

    White space becomes spaces. A text that holds none of it (its title does) shows its beginning.
    Linear in ``MAX_SEARCHED`` for each text.

    Example:
        >>> excerpts(["Two ferries met."], parse("ferry"))
        [('Two ferries met.', (Span(start=4, end=11),))]
    """
    bodies = [_PLAIN.sub(" ", text[:MAX_SEARCHED]) for text in texts]
    # Everything that may be shown is asked for, whatever may not occur: the reports were found before.
    asked = " OR ".join(_fts5(term) for group in query.wanted for term in group)
    with _lock:
        desk = _desk()
        with desk:
            desk.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", enumerate(bodies))
            found = dict(
                desk.execute(
                    f"SELECT rowid, snippet(shown, 0, '{_OPEN}', '{_CLOSE}', '', {EXCERPT_WORDS}) FROM shown(?)",
                    (asked,),
                )
            )
            desk.execute("DELETE FROM shown")
    return [_marked(found.get(n) or _beginning(body)) for n, body in enumerate(bodies)]


def _marked(words: str) -> tuple[str, tuple[Span, ...]]:
    marks, plain, at = [], [], 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", words.strip(" ")):
        if part == _OPEN:
            start = at
        elif part == _CLOSE:
            marks.append(Span(start, at))
        else:
            plain.append(part)
            at += len(part)
    return "".join(plain), tuple(marks)


def _beginning(body: str) -> str:
    return " ".join(body[: EXCERPT_WORDS * 12].split(" ")[:EXCERPT_WORDS])


@cache
def _desk() -> apsw.Connection:
    desk = apsw.Connection(":memory:")
    desk.execute(f"CREATE VIRTUAL TABLE shown USING fts5(text, tokenize='{' '.join(TOKENIZER)}')")
    return desk


@cache
def _tokenizer() -> Any:
    return _desk().fts5_tokenizer(TOKENIZER[0], list(TOKENIZER[1:]))
