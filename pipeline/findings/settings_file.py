"""What a file of settings may say, and the values that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from pipeline.base.errors import SettingsError
from pipeline.base.export_settings import BASE_URI, USUAL, CaseVersion
from pipeline.base.i18n import _, _message
from pipeline.base.suggestions import unknown
from pipeline.findings.diagnostics import Severity


class _File(BaseModel):
    """What a file of settings may say. The description of a key says what its value must be."""

    model_config = ConfigDict(extra="forbid", alias_generator=lambda name: name.replace("_", "-"))

    select: tuple[str, ...] = Field(("ALL",), description=_message("a list of rules"))
    ignore: tuple[str, ...] = Field((), description=_message("a list of rules"))
    severity: dict[str, Severity] = Field(
        default_factory=dict, description=_message("a table of rules with error, warning or info")
    )
    fail_on: Severity | Literal["never"] = Field(Severity.ERROR, description=_message("error, warning, info or never"))
    waivers: str = Field("", min_length=1, description=_message("the name of a file"))
    baseline: str = Field("", min_length=1, description=_message("the name of a file"))
    base_uri: str = Field(
        "",
        pattern=rf"^(?:{BASE_URI.pattern})$",
        description=_message("a URI that ends in /, # or :, such as https://example.org/icap/"),
    )
    case_version: CaseVersion = Field(USUAL.case_version, description=_message("1.0 or 1.1"))
    no_extensions: StrictBool = Field(False, description=_message("true or false"))
    link_equal_names: StrictBool = Field(False, description=_message("true or false"))
    imprint: dict[Literal["publisher", "isbn", "gpn", "colour", "preface", "logo"], str] = Field(
        default_factory=dict, description=_message("a table of publisher, isbn, gpn, colour, preface and logo")
    )
    serve: dict[Literal["language", "formats", "templates"], str] = Field(
        default_factory=dict, description=_message("a table of language, formats and templates")
    )


_KEYS = {(field.alias or name): field for name, field in _File.model_fields.items()}
"""The fields by the names that they have in a file."""


def understood(path: Path, table: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that ``table`` gives, and for each that it comes from ``path``; files are looked for beside it.

    Raises:
        SettingsError: it has a key that is not known, or a value that cannot be.
    """
    try:
        content = _File.model_validate(dict(table))
    except ValidationError as error:
        wrong = {str(one["loc"][0]) for one in error.errors()}
        raise _refusal(path, next(key for key in table if key in wrong)) from None
    values: dict[str, Any] = {name: getattr(content, name) for name in content.model_fields_set}
    values.update({name: path.parent / values[name] for name in ("waivers", "baseline") if name in values})
    if "fail_on" in values:
        values["fail_on"] = str(values["fail_on"])
    return values, dict.fromkeys(values, str(path))


def _refusal(path: Path, key: str) -> SettingsError:
    """Why the value of ``key`` cannot be, or that there is no such key."""
    if key not in _KEYS:
        return SettingsError(f"{path}: {unknown(key, list(_KEYS), '--show-settings')}")
    kind = _KEYS[key].description or key
    return SettingsError(_("{path}: {key} must be {kind}.").format(path=path, key=key, kind=_(kind)))
