"""The bill of materials of a bundle, as CycloneDX 1.6 in JSON."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from deskapp.commands.supply.carried import Part, is_expression, normal

#: What the number of a bill is made from: the same parts have the same one.
_BILLS = uuid.UUID("5f6b0e0c-6a0b-4a39-9a55-0d7f5d1c2b10")


def bill(app: Part, parts: Sequence[Part], now: datetime) -> dict[str, Any]:
    """The bill of what a bundle of the app carries, made now. Its number is that of what it lists."""
    components = [_component(part) for part in parts]
    listed = json.dumps([app.version, components], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_BILLS, listed)}",
        "version": 1,
        "metadata": {
            "timestamp": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**_component(app), "type": "application"},
        },
        "components": components,
        "dependencies": _dependencies([app, *parts]),
    }


def _component(part: Part) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "file" if part.file else "library", "bom-ref": _ref(part), "name": part.name}
    if part.python:
        made["type"] = "platform"
    if part.version:
        made["version"] = part.version
    if part.is_package:
        made["purl"] = f"pkg:pypi/{normal(part.name)}@{part.version}"
    if part.licence:
        told = {"expression": part.licence} if is_expression(part.licence) else {"license": {"name": part.licence}}
        made["licenses"] = [told]
    if part.file:
        made["hashes"] = [{"alg": "SHA-256", "content": one} for one in part.hashes]
    properties = [{"name": "deskapp:inside", "value": part.inside}] if part.inside else []
    if not part.file:
        # One for each machine it is made for: which of them a bundle carries, it does not say itself.
        properties += [{"name": "deskapp:lock:sha256", "value": one} for one in part.hashes]
    return made | ({"properties": properties} if properties else {})


def _dependencies(parts: Sequence[Part]) -> list[dict[str, Any]]:
    refs = {normal(part.name): _ref(part) for part in parts if part.is_package}
    inside: dict[str, list[str]] = {}
    for part in parts:
        if part.inside:
            inside.setdefault(normal(part.inside), []).append(_ref(part))
    return [
        {
            "ref": _ref(part),
            "dependsOn": sorted(
                {refs[normal(name)] for name in part.needs if normal(name) in refs}
                | set(inside.get(normal(part.name), ()) if part.is_package else ())
            ),
        }
        for part in parts
    ]


def _ref(part: Part) -> str:
    kind = "inside" if part.inside else "file" if part.file else "platform" if part.python else "package"
    return f"{kind}:{normal(part.inside)}:{part.name}" if part.inside else f"{kind}:{part.name}"
