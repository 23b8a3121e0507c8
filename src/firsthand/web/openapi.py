"""The API's description as OpenAPI 3.1, made from its table of endpoints.

Public: :func:`describe`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib import resources
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import msgspec

from firsthand.briefs.forms import FORMS
from firsthand.web import shapes

if TYPE_CHECKING:
    from firsthand.web.api import Endpoint

REASONS = {
    400: "The question is none that can be answered; the message says why.",
    401: "The server wants its token.",
    403: "The request came from another site.",
    404: "There is nothing with that id.",
    409: "It was done before, or contradicts what stands.",
    413: "The body is too long.",
    415: "The body is of another type than expected.",
    421: "The request names a host that the server does not go by.",
}
WORDS = {"id": "Id of the story, report or decision.", "form": "Name of the export."}


def describe(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The OpenAPI document of these endpoints."""
    kinds: set[type[msgspec.Struct]] = {shapes.ErrorAnswer}
    for endpoint in endpoints:
        kinds |= {k for k in (endpoint.query, endpoint.body, endpoint.answer) if isinstance(k, type)}
    _, components = msgspec.json.schema_components(
        sorted(kinds, key=lambda k: k.__name__), ref_template="#/components/schemas/{name}"
    )
    for name in ("account", "reading"):
        components[name] = _shipped(name)
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, components)
    asked = {e.query.__name__ for e in endpoints if e.query}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Firsthand",
            "version": version("firsthand"),
            "summary": "Reports, stories and accounts of a library.",
            "description": "Offsets count Unicode code points. Ids are opaque. Times are ISO 8601 in UTC.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": {k: v for k, v in sorted(components.items()) if k not in asked},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Needed where the server was started with a token.",
                }
            },
        },
    }


def _operation(endpoint: Endpoint, components: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": WORDS[name],
            "schema": {"type": "string", "minLength": 1},
        }
        for name in re.findall(r"\{(\w+)\}", endpoint.path)
    ]
    if endpoint.query:
        parameters += _parameters(components[endpoint.query.__name__])
    codes = {*endpoint.errors, 401, 403, 421}
    if endpoint.query or endpoint.body or parameters:
        codes.add(400)
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": {
            str(endpoint.status): {"description": "As asked.", "content": _content(endpoint)},
            **{
                str(code): {
                    "description": REASONS[code],
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorAnswer"}}},
                }
                for code in sorted(codes)
            },
        },
    }
    if endpoint.body:
        ref = {"$ref": f"#/components/schemas/{endpoint.body.__name__}"}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": ref}}}
    elif endpoint.takes:
        operation["requestBody"] = {
            "required": True,
            "content": {kind: {"schema": {"type": "string"}} for kind in endpoint.takes},
        }
    return operation


def _content(endpoint: Endpoint) -> dict[str, Any]:
    match endpoint.answer:
        case None if endpoint.name == "exportStory":
            kinds = sorted({form.media_type.partition(";")[0] for form in FORMS.values()})
            return {kind: {} for kind in kinds}
        case None:
            return {endpoint.media: {}}
        case "openapi":
            return {endpoint.media: {"schema": {"type": "object"}}}
        case str(name):
            schema = {"$ref": f"#/components/schemas/{name}"}
        case kind:
            schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    # A line of JSON Lines has the schema; the whole is text.
    if endpoint.media != "application/json":
        return {endpoint.media: {"schema": {"type": "string"}, "x-line": schema}}
    return {endpoint.media: {"schema": schema}}


def _parameters(shape: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a question as parameters of an address; null has no place there."""
    required = set(shape.get("required", ()))
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "schema": _without_null(dict(schema)),
        }
        for name, schema in shape["properties"].items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in schema:
        (one,) = [s for s in schema["anyOf"] if s != {"type": "null"}]
        return dict(one)
    return schema


def _shipped(name: str) -> dict[str, Any]:
    """A schema of ``firsthand.schemas``, with its inner references led to where it stands now."""
    text = resources.files("firsthand.schemas").joinpath(f"{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(
        text.replace('"#/$defs/', f'"#/components/schemas/{name}/$defs/').replace(
            '"$ref": "#"', f'"$ref": "#/components/schemas/{name}"'
        )
    )
    schema.pop("$schema", None)
    schema.pop("$id", None)
    if name == "account":
        # Fields may be added to an answer; the API says which account of the story it is.
        schema["properties"] = {
            **schema["properties"],
            "number": {"type": "integer"},
            "at": {"type": "string"},
        }
    return schema
