"""What a finding is about, in the words of the reader.

A subject is a path in the terms of the record (``T2.4/skills``, ``note/3``): waivers and fingerprints are keyed by it,
so it is the same in all languages, and reports for machines have it as it is. People read it in their language. Codes
and texts of the document stand as they are; in English so does the path.
"""

from __future__ import annotations

from pipeline.base.i18n import _, _message

WHOLE = "file"
"""The subject of what is about the whole input, which is named anyway."""

_ALONE = frozenset(
    {
        _message("attitude"),
        _message("attitudes"),
        _message("classification"),
        _message("classification/categories"),
        _message("classification/industries"),
        _message("classification/occupations"),
        _message("code"),
        _message("damaged-bytes"),
        _message("description"),
        _message("duty"),
        _message("extra-bytes"),
        _message("level"),
        _message("name"),
        _message("notes"),
        _message("part/attitudes"),
        _message("part/competence"),
        _message("part/header"),
        _message("part/notes"),
        _message("part/title"),
        _message("part/versions"),
        _message("pictures"),
        _message("task"),
        _message("text"),
        _message("title"),
        _message("torn-characters"),
        _message("unseen"),
        _message("versions"),
    }
)
_BY_START = {
    "column": _message("column/{name}"),
    "level-definition": _message("level-definition/{name}"),
    "note": _message("note/{name}"),
    "page": _message("page/{name}"),
    "part": _message("part/{name}"),
    "prerequisite": _message("prerequisite/{name}"),
    "supplement": _message("supplement/{name}"),
    "versions": _message("versions/{name}"),
    "wording": _message("wording/{name}"),
}
_BY_END = {
    "indicators": _message("{name}/indicators"),
    "knowledge": _message("{name}/knowledge"),
    "outputs": _message("{name}/outputs"),
    "skills": _message("{name}/skills"),
}


def words(subject: str) -> str:
    """``subject`` in the language of the run; empty if it is the whole input."""
    if subject == WHOLE:
        return ""
    if subject in _ALONE:
        return _(subject)
    start, _slash, behind = subject.partition("/")
    if behind and start in _BY_START:
        return _(_BY_START[start]).format(name=behind)
    before, _slash, end = subject.rpartition("/")
    if before and end in _BY_END:
        return _(_BY_END[end]).format(name=before)
    return subject
