"""The form of a CASE package (1EdTech), versions 1.0 and 1.1, as a table: what there can be, and what there must be.

Sources: the information models of CASE 1.0 (2017) and 1.1 (2025). Of 1.0, what OpenSALT takes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from pipeline.base.export_settings import CaseVersion

_THING = "identifier:uuid! uri:uri! lastChangeDateTime:time!"

_FORMS = {
    "Link": "title:text! identifier:uuid! uri:uri!",
    "Node": "title:text! identifier:text! uri:uri! targetType:target@1.1",
    "Document": f"{_THING} creator:text! title:text! frameworkType:text@1.1 caseVersion:version@1.1 "
    "officialSourceURL:uri publisher:text description:text subject:texts subjectURI:Link* language:text version:text "
    "adoptionStatus:text statusStartDate:date statusEndDate:date licenseURI:Link notes:text "
    "extensions:any@1.1 CFPackageURI:Link@1.0",
    "Item": f"{_THING} fullStatement:text! alternativeLabel:text CFItemType:text humanCodingScheme:text "
    "listEnumeration:text abbreviatedStatement:text conceptKeywords:texts conceptKeywordsURI:Link notes:text "
    "subject:texts@1.1 subjectURI:Link*@1.1 language:text educationLevel:texts CFItemTypeURI:Link licenseURI:Link "
    "statusStartDate:date statusEndDate:date extensions:any@1.1 CFDocumentURI:Link@1.0",
    "Association": f"{_THING} associationType:association! sequenceNumber:integer originNodeURI:Node! "
    "destinationNodeURI:Node! CFAssociationGroupingURI:Link notes:text@1.1 extensions:any@1.1 CFDocumentURI:Link@1.0",
    "Concept": f"{_THING} title:text! hierarchyCode:text! keywords:text description:text extensions:any@1.1",
    "Subject": f"{_THING} title:text! hierarchyCode:text! description:text extensions:any@1.1",
    "License": f"{_THING} title:text! licenseText:text! description:text extensions:any@1.1",
    "ItemType": f"{_THING} title:text! hierarchyCode:text! description:said! typeCode:text extensions:any@1.1",
    "Grouping": f"{_THING} title:text! description:text extensions:any@1.1",
    "Definitions": "CFConcepts:Concept* CFSubjects:Subject* CFLicenses:License* CFItemTypes:ItemType* "
    "CFAssociationGroupings:Grouping* extensions:any@1.1",
    "RubricLevel": f"{_THING} description:text quality:text score:number feedback:text position:integer "
    "rubricCriterionId:uuid extensions:anys@1.1",
    "Criterion": f"{_THING} category:text description:text CFItemURI:Link weight:number position:integer "
    "rubricId:uuid CFRubricCriterionLevels:RubricLevel* extensions:any@1.1",
    "Rubric": f"{_THING} title:text description:text CFRubricCriteria:Criterion* extensions:any@1.1",
    "Package": "CFDocument:Document! CFItems:Item* CFAssociations:Association* CFDefinitions:Definitions "
    "CFRubrics:Rubric* extensions:any@1.1",
}
"""A field is a name, a type, ``*`` for a list of parts, ``!`` for one that must be, ``@`` and the only version with it.

A part stands below those that it is made of.
"""

_FIELD = re.compile(r"(?P<name>\w+):(?P<type>\w+)(?P<many>\*?)(?P<must>!?)(?:@(?P<only>1\.\d))?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_HEX = "[0-9A-Fa-f]"
_UUID = rf"^{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}$"
_ASSOCIATIONS = (
    "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar",
    "hasSkillLevel",
)  # fmt: skip
_OWN_WORD = r"ext:[A-Za-z0-9.\-_|]+"


def _absolute(uri: str) -> str:
    if not _URI.fullmatch(uri):
        raise ValueError
    return uri


_URI_TYPE = Annotated[str, AfterValidator(_absolute), Field(json_schema_extra={"format": "uri"})]
_DATE_TYPE = Annotated[str, Field(pattern=rf"^{_DATE}$")]
_TIME_TYPE = Annotated[str, Field(pattern=rf"^{_DATE}T{_CLOCK}$")]


def _types(version: CaseVersion) -> dict[str, Any]:
    common = {
        "text": str,
        "said": str,
        "uuid": Annotated[str, Field(pattern=_UUID)],
        "uri": _URI_TYPE,
        "time": _TIME_TYPE,
        "integer": int,
        "number": float,
        "any": dict[str, Any],
        "anys": list[dict[str, Any]],
    }
    if version == "1.0":
        return common | {
            "texts": list[str] | str | None,
            "date": _DATE_TYPE | _TIME_TYPE | None,
            "association": Literal[_ASSOCIATIONS],
        }
    words = "|".join((*_ASSOCIATIONS, "isTranslationOf", _OWN_WORD))
    return common | {
        "texts": list[str],
        "date": _DATE_TYPE,
        "version": Literal["1.1"],
        "target": Annotated[str, Field(pattern=rf"^(?:CASE|{_OWN_WORD})$")],
        "association": Annotated[str, Field(pattern=rf"^(?:{words})$")],
    }


@cache
def package(version: CaseVersion) -> type[BaseModel]:
    """The model of a whole package: validates what JSON gave, and gives the JSON Schema."""
    config = ConfigDict(extra="forbid", strict=True)
    types = _types(version)
    for part, form in _FORMS.items():
        fields: dict[str, Any] = {}
        for match in _FIELD.finditer(form):
            if match["only"] not in (None, version):
                continue
            kind = types[match["type"]]
            needed = match["must"] and not (match["type"] == "said" and version == "1.0")
            # The type is made at run time, which mypy cannot follow.
            fields[match["name"]] = (list[kind] if match["many"] else kind, ... if needed else None)  # type: ignore[valid-type]
        types[part] = create_model(f"CF{part}", __config__=config, **fields)
    whole: type[BaseModel] = types["Package"]
    return whole


def version_of(package: object) -> CaseVersion:
    """Which version a package says that it is of; 1.1 if it says nothing."""
    document = package.get("CFDocument") if isinstance(package, dict) else None
    if not isinstance(document, dict) or "caseVersion" in document:
        return "1.1"
    return "1.0" if "CFPackageURI" in document else "1.1"
