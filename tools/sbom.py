"""Prints the bill of materials of the program: CycloneDX 1.6 as JSON, the same bytes from the same lock file.

It has neither a date nor a number of its own, so that it changes only with what it is about.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pipeline import __version__
from tools import lock
from tools.lock import PROJECT, Pinned


def bill() -> dict[str, Any]:
    """What is in an installation of the program without extras."""
    packages = lock.read(lock.RUN)
    itself = _reference(PROJECT, __version__)
    references = {one.name: _reference(one.name, one.version) for one in packages}
    needs: dict[str, list[str]] = {itself: [], **{reference: [] for reference in references.values()}}
    for one in packages:
        for other in one.wanted_by:
            needs[itself if other == PROJECT else references[other]].append(references[one.name])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": PROJECT,
                "version": __version__,
                "licenses": [{"expression": "Apache-2.0"}],
                "purl": itself,
            }
        },
        "components": [_component(one, references[one.name]) for one in packages],
        "dependencies": [{"ref": one, "dependsOn": sorted(others)} for one, others in needs.items()],
    }


def _component(one: Pinned, reference: str) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": reference,
        "name": one.name,
        "version": one.version,
        "licenses": [{"license": {"name": one.licence}}],
        "purl": reference,
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{one.name}/{one.version}/",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.digests],
            }
        ],
    }


def _reference(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
