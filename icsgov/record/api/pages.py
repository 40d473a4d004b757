"""The API described: a page for people, made of the same description that programs read."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from icsgov.record.api.addresses import ROOT
from icsgov.record.api.endpoints import api
from icsgov.record.api.shapes import OWN
from icsgov.record.views.answers import from_the_record

PARAMETERS = {
    "page": "The page of the list, from 1",
    "limit": "Objects on a page, at most 100",
    "created_since": "Came to the record at this time or later",
    "created_until": "Came to the record at this time or earlier",
    "modified_since": "Changed at this time or later; what was taken back since is listed, deleted",
    "modified_until": "Changed at this time or earlier",
    "omit_internal": "true leaves out objects within objects",
}


def described() -> dict[str, Any]:
    """The description by the OpenAPI rules."""
    return dict(api.get_openapi_schema(path_prefix=ROOT))


@from_the_record
def openapi(request: HttpRequest, now: datetime) -> HttpResponse:
    """What programs read of the API."""
    return JsonResponse(described(), json_dumps_params={"sort_keys": True})


@from_the_record
def guide(request: HttpRequest, now: datetime) -> HttpResponse:
    """What people read of the API: every address, every type with its fields."""
    schema = described()
    context = {
        "paths": [
            {"path": path, **operation}
            for path, operations in schema["paths"].items()
            for operation in operations.values()
        ],
        "types": _types(schema["components"]["schemas"]),
        "own_types": OWN,
        "parameters": PARAMETERS.items(),
        "root": ROOT,
    }
    return render(request, "record/api.html", context)


def _types(schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """The types of objects with their fields, without those of lists."""
    inner = ("Page", "Pagination", "Links", "Input", "Asked")
    return [
        {"name": name, "words": each.get("description", ""), "fields": _fields(each)}
        for name, each in sorted(schemas.items())
        if not name.startswith(inner)
    ]


def _fields(schema: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "type": _kind(each), "words": each.get("description", "")}
        for name, each in schema.get("properties", {}).items()
    ]


def _kind(field: dict[str, Any]) -> str:
    """The type of a field in a word or two."""
    if "anyOf" in field:
        return " or ".join(_kind(each) for each in field["anyOf"] if each.get("type") != "null")
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1]
    if field.get("type") == "array":
        return f"list of {_kind(field.get('items', {}))}"
    return str(field.get("format") or field.get("type") or "anything")
