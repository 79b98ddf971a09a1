"""What search engines are told of a handbook: schema.org's words for the occupation and its competences, as JSON-LD.

The data stands in the page as one script element of a type that no browser runs.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from pipeline.record.identifiers import Identifiers
from pipeline.record.model import Standard
from pipeline.record.outline import Item, Kind, Outline, outline

LANGUAGE = "zh-TW"

_COMPETENCES = (Kind.KNOWLEDGE, Kind.SKILL, Kind.ATTITUDE)
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def element(standard: Standard, base_uri: str) -> Markup:
    """The script element. What could end it or be markup stands as an escape of JSON, which reads as the same text."""
    data = json.dumps(linked_data(standard, base_uri), ensure_ascii=False, indent=1)
    safe = data.translate(_UNSAFE).encode(errors="backslashreplace").decode()
    return Markup(f'<script type="application/ld+json">\n{safe}\n</script>')  # noqa: S704 - no sign of markup is left


def linked_data(standard: Standard, base_uri: str) -> dict[str, Any]:
    """An ``Occupation``, and a ``DefinedTermSet`` of its knowledge, skills and attitudes.

    ``base_uri``: what identifiers begin with; empty: they are ``urn:uuid:``.
    """
    found, ids = outline(standard), Identifiers(base_uri)
    return {"@context": "https://schema.org", "@graph": [_occupation(found, ids), _terms(found, ids)]}


def _occupation(found: Outline, ids: Identifiers) -> dict[str, Any]:
    standard = found.standard
    occupations = standard.classification.occupations
    return _filled(
        {
            "@type": "Occupation",
            "@id": ids.uri(found.path),
            "name": found.title,
            "identifier": standard.code,
            "url": ids.uri(found.path) if ids.on_the_web else None,
            "description": standard.description,
            "occupationalCategory": [" ".join(part for part in (one.code, one.name) if part) for one in occupations],
            "responsibilities": [_labelled(item) for item in found.of_kind(Kind.DUTY, Kind.TASK)],
            "qualifications": "\n".join(standard.prerequisites),
            "skills": [{"@id": ids.uri(item.path)} for item in found.of_kind(*_COMPETENCES)],
        }
    )


def _terms(found: Outline, ids: Identifiers) -> dict[str, Any]:
    path = f"{found.path}/terms"
    return _filled(
        {
            "@type": "DefinedTermSet",
            "@id": ids.uri(path),
            "name": f"{found.title} 職能內涵",
            "inLanguage": LANGUAGE,
            "hasDefinedTerm": [_term(item, ids, path) for item in found.of_kind(*_COMPETENCES)],
        }
    )


def _term(item: Item, ids: Identifiers, terms: str) -> dict[str, Any]:
    return _filled(
        {
            "@type": "DefinedTerm",
            "@id": ids.uri(item.path),
            "termCode": item.code,
            "name": item.text,
            "description": item.description,
            "inDefinedTermSet": {"@id": ids.uri(terms)},
        }
    )


def _labelled(item: Item) -> str:
    return item.text if item.code in (None, item.text) else f"{item.code} {item.text}"


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
