"""The words that the scripts of a site need, in the language in use; templates put them into ``data-words``.

``{…}`` is filled in by the scripts. Numbers stand behind what they count, so that no language needs a plural here.
"""

from __future__ import annotations

from pipeline.base.i18n import _


def _broken() -> str:
    return _("The index of this site could not be read. The list of standards leads to all pages.")


def kinds() -> dict[str, str]:
    """What the kinds of texts are called, by ``TextKind``; ``standard`` is a standard itself."""
    return {
        "standard": _("Standards"),
        "duty": _("Duties"),
        "task": _("Tasks"),
        "output": _("Outputs"),
        "indicator": _("Behavioural indicators"),
        "knowledge": _("Knowledge"),
        "skill": _("Skills"),
        "attitude": _("Attitudes"),
        "remark": _("Other texts"),
    }


def search() -> dict[str, str]:
    """For the search (``search.js``)."""
    return {
        **kinds(),
        "loading": _("Loading the index …"),
        "broken": _broken(),
        "short": _("Type one more character, or press Enter."),
        "none": _("Nothing holds “{query}”."),
        "all": _("“{query}”: standards {standards}, texts {texts}."),
        "some": _("“{query}”: standards {standards}, texts {texts}, of which {shown} are shown below."),
        "more": _("{shown} of {all} shown: show all"),
        "level": _("level {level}"),
        "texts": _("texts: {count}"),
    }


def facets() -> dict[str, str]:
    """For the facets of the list of standards (``facets.js``)."""
    return {
        "title": _("Narrow the list"),
        "category": _("Job category"),
        "occupation": _("Occupation"),
        "industry": _("Industry"),
        "level": _("Level"),
        "levelOf": _("level {level}"),
        "noLevel": _("no level"),
        "state": _("State"),
        "all": _("Standards: {all}"),
        "some": _("Standards: {shown} of {all}"),
        "none": _("Standards: {shown} of {all}. None has all that is chosen; take something away."),
        "share": _("The address of this page holds what is chosen: copy it to send it or keep it."),
        "picked": _("Chosen"),
        "without": _("{value} ✕"),
        "clear": _("Clear all"),
    }


def compare() -> dict[str, str]:
    """For standards side by side (``compare.js``)."""
    return {
        **kinds(),
        "broken": _broken(),
        "add": _("Add a standard: code or part of the name"),
        "choose": _("Choose two to four standards by code or name."),
        "another": _("Choose another standard to compare with."),
        "compared": _("Standards side by side: {count}"),
        "unknown": _("Not in this release: {codes}."),
        "over": _("At most four stand side by side; left out: {codes}."),
        "offers": _("Standards to add"),
        "others": _("… and others: {count}. Type more of the name."),
        "nobody": _("No other standard is called so."),
        "remove": _("Remove {code}"),
        "facts": _("At a glance"),
        "rated": _("Level"),
        "level": _("level {level}"),
        "state": _("State"),
        "categories": _("Job category"),
        "occupations": _("Occupation"),
        "industries": _("Industry"),
        "duties": _("Duties and tasks"),
        "dutiesSaid": _("In the order of each document, with the levels of the tasks"),
        "usedIn": _("Code, tasks that use it, and their level"),
        "inAll": _("In all: {count}"),
        "inSome": _("In {holders} of them: {count}"),
        "inOne": _("In one only: {count}"),
        "gaps": _("What is lacking"),
        "gapTable": _("What the standard of a row lacks to be that of a column"),
        "of": _("{count} of {all}"),
        "lacks": _("What {from} lacks for {to}"),
        "near": _("much the same there: {text}"),
    }
