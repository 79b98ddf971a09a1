"""What the page says, in the language in use: for its template, and for its script."""

from __future__ import annotations

from pipeline.base.i18n import _


def words() -> dict[str, str]:
    """The words of the template."""
    return {
        "title": _("Competency standards: check and handbooks"),
        "lead": _("Drop official documents here, see what was found, compare with the original, take the handbooks."),
        "local": _("Everything stays on this computer. What you drop is deleted when the program ends."),
        "skip": _("To the documents"),
        "language": _("Language"),
        "drop": _("Drop files or a folder here"),
        "formats_read": _("PDF, Word, ODT, HTML, text, ZIP, or records that this program has made"),
        "choose_files": _("Choose files…"),
        "choose_folder": _("Choose a folder…"),
        "documents": _("Documents"),
        "none": _("No documents yet."),
        "progress": _("Progress of all documents"),
        "cancel_all": _("Call off what is not done"),
        "remove_all": _("Remove all"),
        "only_trouble": _("Show only those with something to look at"),
        "document": _("Document"),
        "outcome": _("Outcome"),
        "findings": _("Findings"),
        "actions": _("What to do"),
        "take_away": _("Take everything as one ZIP file"),
        "take_away_lead": _("About all documents that are done, with a report of what was found."),
        "handbooks": _("Handbooks in these formats"),
        "data": _("Records and data about each standard"),
        "templates": _("By these templates"),
        "with_findings": _("Append the findings to the handbooks"),
        "tables": _("Tables and data about all standards together"),
        "data_help": _(
            "Excel and CSV are for people. CASE, CTDL, SKOS, SQLite and alignments are for other systems: "
            "choose them only if somebody asks for them."
        ),
        "book": _("A book of all of them"),
        "book_title": _("Title of the book (empty: no book)"),
        "book_formats": _("Formats of the book"),
        "make": _("Make the ZIP file"),
        "stop_making": _("Call it off"),
        "compare": _("Compare two versions"),
        "compare_lead": _("The comparison sheet (修正對照表) of two versions of a standard that were dropped here."),
        "old": _("Old version"),
        "new": _("New version"),
        "sheets": _("Comparison sheet as"),
        "settings": _("Settings"),
        "settings_lead": _("They hold from now on until the program ends. Saved, they hold the next time too."),
        "set_formats": _("Formats of handbooks that are chosen at first"),
        "set_templates": _("Folder of own templates"),
        "set_templates_help": _("Templates in it go before the supplied ones of the same name; empty: only these."),
        "set_waivers": _("File of waivers"),
        "set_waivers_help": _("Findings that somebody answers for (waivers.toml); they are listed, but do not count."),
        "apply": _("Apply"),
        "save": _("Save in icap.toml"),
        "effective": _("All settings in effect, and where each comes from"),
        "close": _("Close"),
        "no_script": _("This page needs JavaScript, which is switched off in this browser."),
        "program": _("For programs: the same as an interface"),
    }


def script_words() -> dict[str, str]:
    """The words of the script. What stands in braces is filled in there."""
    return {
        **_labels(),
        "comma": _(", "),
        "details": _("Findings"),
        "details_downloads": _("Findings and downloads"),
        "details_of": _("Findings of {name}"),
        "proof": _("Compare with the original"),
        "download": _("Download as"),
        "remove": _("Remove"),
        "cancel": _("Call off"),
        "no_findings": _("Nothing was found."),
        "waived": _("waived: {reason}"),
        "proposal": _("Proposal: {text}"),
        "counts": _("errors: {error}, warnings: {warning}, notes: {info}"),
        "parts": _("documents in it: {count}"),
        "sum": _("{done} of {total} done"),
        "sum_outcomes": _("{done} of {total} done: {outcomes}"),
        "sending": _("Sending: {sent} of {total} files"),
        "nothing_dropped": _("There was no file in what you dropped."),
        "gone": _("The program does not answer. Is it still running? Start it again and load this page anew."),
        "making": _("{step}: {done} of {total}"),
        "begun": _("It is being made…"),
        "made": _("The ZIP file is there ({count} files). It is being downloaded."),
        "not_made": _("{name}: {errors}"),
        "choose_two": _("Choose two different documents."),
        "tracked": _("Word document with tracked changes"),
        "downloaded": _("{name} is being downloaded."),
        "applied": _("Applied."),
        "set_formats_help": _("Separated by commas: {names}"),
        "saved": _("Saved in {path}."),
        "origin": _("now from: {origin}"),
        "sure": _("Remove all documents from this page?"),
        "on_server": _("Only on the computer that the program runs on."),
    }


def door_words() -> dict[str, str]:
    """The words of the page that asks for the token."""
    return {
        "title": _("Competency standards: check and handbooks"),
        "lead": _("Only those who have its token can use this server. Whoever started it knows the token."),
        "token": _("Token"),
        "enter": _("Enter"),
    }


def _labels() -> dict[str, str]:
    """What people call formats and templates that they may not know by their names."""
    return {
        "label_handbook": _("handbook"),
        "label_form": _("official form"),
        "label_html": _("web page (HTML)"),
        "label_docx": _("Word (DOCX)"),
        "label_md": "Markdown",
        "label_pdf": "PDF",
        "label_odt": "LibreOffice (ODT)",
        "label_epub": _("e-book (EPUB)"),
        "label_json": _("record (JSON)"),
        "label_xlsx": "Excel (XLSX)",
        "label_ods": "LibreOffice (ODS)",
        "label_csv": "CSV",
        "label_sqlite": "SQLite",
        "label_skos": "SKOS",
        "label_case": "CASE",
        "label_ctdl": "CTDL",
        "label_alignments": _("alignments (schema.org)"),
    }
