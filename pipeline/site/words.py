"""What the site says itself, in the language in use. What the official form says stays as it is printed."""

from __future__ import annotations

from pipeline.base.i18n import _


def words() -> dict[str, str]:
    """The words of all pages by the names that templates call them by."""
    return {**_frame(), **_lists(), **_start(), **_pages()}


def _frame() -> dict[str, str]:
    return {
        "skip": _("Skip to main content"),
        "parts": _("Parts of this site"),
        "home": _("Start"),
        "standards": _("Standards"),
        "groups": _("Occupations and industries"),
        "compare": _("Side by side"),
        "versions": _("Versions"),
        "near": _("Near duplicates"),
        "findings": _("Findings"),
        "downloads": _("Downloads"),
        "search": _("Search"),
        "search_all": _("Search all standards"),
        "search_hint": _("Codes, names, tasks, knowledge, skills: any piece of text"),
        "made_by": _(
            "Made by {tool} from official documents. Where this page and the document differ, the document counts."
        ),
        "pages": _("Pages of this list"),
        "colon": _(": "),
        "comma": _(", "),
        "no_script": _("This page needs JavaScript. Everything else of this site works without it."),
    }


def _lists() -> dict[str, str]:
    return {
        "code": _("Code"),
        "name": _("Name"),
        "level": _("Level"),
        "state": _("State"),
        "kind": _("Kind"),
        "date": _("Date"),
        "count": _("Count"),
        "category": _("Job category"),
        "occupation": _("Occupation"),
        "industry": _("Industry"),
        "categories": _("Job categories"),
        "occupations": _("Occupations"),
        "industries": _("Industries"),
        "knowledge": _("Knowledge"),
        "skill": _("Skills"),
        "tasks": _("Tasks"),
        "version": _("Version"),
        "none": _("not stated"),
        "no_level": _("no level"),
        "level_of": _("level {level}"),
        "standards_of": _("{count} standards"),
        "one_standard": _("1 standard"),
        "unused": _("No task names it."),
    }


def _start() -> dict[str, str]:
    return {
        "holds": _("What this release holds"),
        "by_category": _("Standards by job category"),
        "by_level": _("Standards by level"),
        "shared": _("Knowledge and skills by how many standards name them"),
        "most_shared": _("Named by the most standards"),
        "families": _("Families"),
        "tasks_all": _("Tasks"),
        "indicators": _("Behavioural indicators"),
        "knowledge_all": _("Pieces of knowledge"),
        "skills_all": _("Skills"),
    }


def _pages() -> dict[str, str]:
    return {
        "who_uses": _("Who uses this"),
        "printed_as": _("Also printed as"),
        "near_others": _("Nearly the same"),
        "elsewhere": _("Knowledge and skills of this standard elsewhere"),
        "elsewhere_lead": _("Each leads to all standards and tasks that name it."),
        "compare_with": _("Compare with others"),
        "all_versions": _("All versions"),
        "near_lead": _(
            "Texts that differ by a few characters. They may be one thing under two names, or two things: that is for "
            "whoever keeps the standards to say."
        ),
        "near_count": _("Groups: {count}. What one text has and another has not is marked."),
        "near_none": _("No two texts are nearly the same."),
        "versions_lead": _("Standards of which this release holds more than one version."),
        "versions_none": _("This release holds one version of each standard."),
        "comparisons": _("Comparisons"),
        "compared_with": _("{new} against {old}"),
        "findings_lead": _("What the checks of the program found in the documents of this release."),
        "findings_none": _("Nothing was found."),
        "by_rule": _("By rule"),
        "by_standard": _("By standard"),
        "failed": _("Not in this site"),
        "rule": _("Rule"),
        "message": _("Message"),
        "file": _("File"),
        "errors": _("Errors"),
        "warnings": _("Warnings"),
        "infos": _("Notes"),
        "downloads_lead": _("The same standards in other forms."),
        "downloads_none": _("No other forms were asked for when this site was made."),
        "all_together": _("All standards together"),
        "each": _("Each standard"),
        "compare_lead": _(
            "Two to four standards as columns: what they share, and what one has that the other lacks. The address of "
            "this page holds what is chosen: copy it to send it."
        ),
        "narrow": _("Narrow these by level, version and more"),
        "groups_lead": _("Which standards belong to a job category, an occupation or an industry."),
    }
