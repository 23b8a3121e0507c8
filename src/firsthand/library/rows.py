"""Model ⇄ rows: how nouns become bytes in a database, and come back.

Nouns are MessagePack maps by field name, packed with zlib: a field that a later version adds has a
default and old rows read on; one that it drops is passed over.

Public: :func:`pack`, :func:`unpack`, :func:`action_json`, :func:`action_of`, :func:`digest`.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from firsthand.errors import LibraryError
from firsthand.model import (
    ACTIONS,
    Account,
    Action,
    Anchor,
    Decision,
    JoinPoints,
    JoinStories,
    NameSpeaker,
    PartPoint,
    PartStory,
    Reading,
    Report,
    SetAside,
    action_name,
)

T = TypeVar("T")

_LEVEL = 3  #: of zlib: level 6 saves another 4 % and takes twice the time (2026-11, news texts)


def pack(noun: object) -> bytes:
    """A noun as bytes; the same noun gives the same bytes."""
    return zlib.compress(_encoder().encode(noun), _LEVEL)


def unpack(data: bytes, kind: type[T]) -> T:
    """The noun that was packed.

    Raises:
        LibraryError: The bytes are none of ours, or of a shape that this version does not read.
    """
    try:
        return _decoder(kind).decode(zlib.decompress(data))  # type: ignore[no-any-return, arg-type]
    except (zlib.error, msgspec.DecodeError) as error:
        raise LibraryError(
            f"a kept {kind.__name__} cannot be read ({error}); it was damaged or written by another version"
        ) from error


def pack_account(account: Account) -> bytes:
    """An account without its readings and decisions, which are kept by themselves."""
    body = _account_body()
    return pack(body(**{name: getattr(account, name) for name in body.__struct_fields__}))


def unpack_account(data: bytes, readings: tuple[Reading, ...], decisions: tuple[Decision, ...]) -> Account:
    """The account that was packed, with its readings and decisions."""
    body = unpack(data, _account_body())
    told = {name: getattr(body, name) for name in body.__struct_fields__}
    return Account(**told, readings=readings, decisions=decisions)


@cache
def _account_body() -> type[msgspec.Struct]:
    # Made of the noun itself, so that a field it gains is kept without a word here.
    hints = get_type_hints(Account)
    return msgspec.defstruct(
        "Account",
        [
            (f.name, hints[f.name], f.default) if f.default is not MISSING else (f.name, hints[f.name])
            for f in fields(Account)
            if f.name not in ("readings", "decisions")
        ],
        kw_only=True,
    )


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder(enc_hook=_plain)


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise NotImplementedError(f"{type(value).__name__} cannot be kept")


def action_json(action: Action) -> str:
    """An action as JSON.

    Example:
        >>> from firsthand.model import RateSource
        >>> action_json(RateSource(source="Harbour Post", reliability="B"))
        '{"do":"rate-source","source":"Harbour Post","reliability":"B"}'
    """
    return msgspec.json.encode({"do": action_name(action), **msgspec.to_builtins(action)}).decode()


def action_of(text: str | bytes | Mapping[str, Any]) -> Action:
    """The action that JSON, or a record of it, describes.

    Raises:
        LibraryError: It describes none; the message says what was expected.
    """
    try:
        record = dict(text) if isinstance(text, Mapping) else json.loads(text)
        kind = ACTIONS[record.pop("do")]
        return msgspec.convert(record, kind)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        # msgspec.ValidationError is a ValueError and names the field.
        raise LibraryError(
            f'that is no action ({error}); expected an object with "do" one of {", ".join(ACTIONS)} and its fields'
        ) from error


def anchors_of(action: Action) -> tuple[Anchor, ...]:
    """The words that an action speaks of."""
    match action:
        case JoinPoints(claims=claims) | PartPoint(claims=claims):
            return claims
        case SetAside(words=anchor) | NameSpeaker(claim=anchor):
            return (anchor,)
    return ()


def reports_of(action: Action) -> tuple[str, ...]:
    """The reports that an action speaks of, each once."""
    match action:
        case JoinStories(reports=reports) | PartStory(reports=reports):
            return tuple(dict.fromkeys(reports))
    return tuple(dict.fromkeys(anchor.report for anchor in anchors_of(action)))


def digest(report: Report) -> str:
    """What tells two versions of an article apart: its words and what it says of itself."""
    told = (report.outlet, report.title, report.author, report.published, report.text)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def content(report: Report) -> str:
    """What tells two articles apart that carry no address and no id: outlet, title and text."""
    told = (report.outlet, report.title, report.text)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
