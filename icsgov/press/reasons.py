"""Every sentence the door can say, by its code: what is wrong, and what to do about it."""

from typing import Any

from icsgov.press.kinds import Kind
from icsgov.press.verdict import Reason

LONGEST_FACT = 120  # characters quoted from a file in a sentence

SAVE_AS_PDF = "Save it as a PDF and upload that."
PRINT_AGAIN = "Open it on your computer, print it to a new PDF, and upload that."

REFUSES = {
    # the file itself
    "empty": "The file is empty. Check that it opens on your computer, then upload it again.",
    "too-big": "The file is {size}. The most we take is {most}. "
    "Make its pictures smaller, or split it into parts.",
    "not-a-document": "We cannot tell what this file is. "
    "Upload a PDF, or a Word, PowerPoint or Excel file (.docx, .pptx or .xlsx).",
    "kind-not-taken": "This is {kind}. {remedy}",
    "password": "The file needs a password to open. Remove the password, then upload it again.",
    "restricted": "The PDF is locked against copying or changing. "
    "Ask its author for an unlocked copy, or open it with its owner password and remove the "
    "security, then upload it again.",
    "damaged": "The file is damaged or incomplete{detail}. "
    "Check that all of it opens on your computer, save it again, and upload the new copy.",
    "unreadable": "The file could not be read. " + PRINT_AGAIN,
    "too-slow": "The file took longer than {seconds} seconds to read, so we stopped. "
    "Make it simpler or smaller, or split it into parts.",
    "too-heavy": "The file needs more memory than we allow. "
    "Make its pictures smaller, or split it into parts.",
    "blank": "The file turned into blank pages only. " + PRINT_AGAIN,
    "no-cage": "This server cannot open files safely, so it takes none. "
    "Tell its administrator to run the system check: {detail}",
    "no-room": "This server has no room left for the file. Nothing is wrong with it. "
    "Tell its administrator, then upload it again.",
    "no-office": "This server cannot convert Word, PowerPoint or Excel files. "
    "Upload a PDF, or ask its administrator to install {packages}.",
    "not-converted": "The file could not be turned into a PDF. " + SAVE_AS_PDF,
    # pages
    "no-pages": "The file has no pages. Check that it opens on your computer.",
    "too-many-pages": "The file has {pages:,} pages. The most we take is {most:,}. "
    "Split it into parts.",
    "page-too-large": "A page is {width} by {height} metres. The most we take is A0. "
    "Set a normal page size, for example A4.",
    "page-missing": "The content of a page is missing. The file is damaged. " + PRINT_AGAIN,
    "page-twice": "The same page stands in the file more than once. " + PRINT_AGAIN,
    # unpacking
    "unpacks-too-large": "The file unpacks to far more than its size, as an attack would. "
    "Save it again in the program it was made with, or upload a PDF.",
    "picture-too-large": "A picture has {pixels} million pixels. The most we take is {most} "
    "million. Make it smaller.",
    "too-complex": "The file is made of too many pieces to read safely. " + SAVE_AS_PDF,
    # Office files
    "bad-archive": "The file is not put together as an Office file should be ({detail}). "
    "Open it in the program it was made with, save it again, and upload the new copy.",
    "macros": "The file holds macros. Save it without them (as .docx, .pptx or .xlsx).",
    "active-content": "The file holds controls that run programs. " + SAVE_AS_PDF,
    "tracked-changes": "The file still has tracked changes ({count}). "
    "Accept or reject every change, then upload it again.",
    "comments": "The file still has comments ({count}). "
    "Delete every comment, then upload it again.",
    "linked-content": "The file shows something that is stored elsewhere ({target}). "
    "Insert the picture or object itself instead of a link to it.",
    "embedded-document": "The file takes in another document that we cannot check ({target}). "
    "Copy its text into the file.",
    "entities": "The file holds instructions that no Office program writes (a DTD). "
    "Save it again in the program it was made with.",
    "not-word": "This is not a Word file. Choose a file that was saved in Word as .docx.",
    # PDFs
    "portfolio": "This PDF is a portfolio of other files. Upload those files one by one.",
    "interactive-form": "This PDF is a form that only Adobe Acrobat can show. "
    "Open it there and print it to a new PDF.",
    "redactions": "The PDF marks text for redaction ({count}) but the text is still there. "
    "Apply the redactions, then upload it again.",
}

WARNS = {
    "other-name": "The name ends in {ending}, but this is {kind}. We treat it as what it is.",
    "pages-without-text": "Some pages are pictures without text: {pages}. "
    "Screen readers cannot read them and search cannot find them. "
    "Use a PDF made from the original document if you can.",
    "untagged": "The PDF has no tags, which screen readers need. "
    "Save it again as a tagged (accessible) PDF, or upload the Word file.",
    "untagged-office": "The pages we made from the file have no tags, which screen readers need. "
    "In the program it was made with, save it as an accessible PDF, and upload that.",
    "pictures-without-description": "Pictures without a description: {count}. "
    "Add alternative text to each, for people who cannot see them.",
    "scan": "This is a picture of a page, with no text. Screen readers cannot read it and search "
    "cannot find it.",
    "trailing-data": "Something follows the end of the PDF. We leave it out.",
    "hidden-slides": "Hidden slides stay out: {slides}.",
    "hidden-sheets": "Hidden sheets stay out: {sheets}.",
    "hidden-cells": "Hidden rows or columns stay out (sheets with such: {count}).",
    "speaker-notes": "Speaker notes stay out (slides with notes: {count}).",
    "cell-notes": "Notes on cells stay out ({count}).",
    "hidden-text": "Hidden text stays out. It begins: “{text}”.",
    "template": "The file names a template that is stored elsewhere. We did not open it.",
    "linked-data": "The file takes figures from elsewhere. We did not fetch them: "
    "check that what is shown is up to date.",
    "media": "Sound and video stay out ({count}).",
    "form-fields": "The form's answers are now part of the page and can no longer be changed.",
    "signature": "A digital signature is no longer valid in our copy. Keep the original.",
    "notes-on-pages": "Comments, highlights and notes on the pages stay out ({count}).",
    "scripts": "Scripts and automatic actions stay out.",
    "attachments": "Files attached to the PDF stay out ({count}).",
    "links": "Links that do not lead to a web page, an e-mail address or a page of this file "
    "stay out ({count}).",
    "hidden-layers": "Hidden layers stay out: {layers}.",
}

SAVE_FROM_OFFICE = "Open it, choose “Save as”, and save it as .docx, .pptx or .xlsx."
# What each kind that is not taken is called, and what to do instead.
NOT_TAKEN = {
    Kind.OLD_WORD: ("a Word file of the old kind (.doc)", "Open it in Word and save it as .docx."),
    Kind.OLD_POWERPOINT: (
        "a PowerPoint file of the old kind (.ppt)",
        "Open it in PowerPoint and save it as .pptx.",
    ),
    Kind.OLD_EXCEL: (
        "an Excel file of the old kind (.xls)",
        "Open it in Excel and save it as .xlsx.",
    ),
    Kind.TEMPLATE: ("an Office template", SAVE_FROM_OFFICE),
    Kind.OPEN_DOCUMENT: ("an OpenDocument file", SAVE_FROM_OFFICE),
    Kind.RTF: ("a rich text file (RTF)", "Open it in Word and save it as .docx."),
    Kind.HTML: ("a web page (HTML)", "Open it in a browser, print it to a PDF, and upload that."),
    Kind.SVG: ("an SVG drawing", SAVE_AS_PDF),
    Kind.XML: ("an XML file", SAVE_AS_PDF),
    Kind.TEXT: ("plain text", "Paste it into Word and save it as .docx."),
    Kind.PICTURE: ("a picture of a kind we do not take", "Save it as a PDF, PNG or JPEG."),
    Kind.PROGRAM: ("a program", "Upload a document."),
    Kind.ARCHIVE: ("an archive of files", "Unpack it and upload the documents one by one."),
    Kind.OUTLOOK_RICH: (
        "an e-mail in Outlook’s rich text (winmail.dat), which may hold papers that nobody else "
        "can open",
        "Ask the sender to send it again as HTML or plain text, with the papers attached.",
    ),
    Kind.CALENDAR: ("an invitation to a calendar, not a paper", "You can leave it out."),
}


def kind_not_taken(kind: Kind) -> Reason:
    """Why a file of a kind that is not accepted is refused, and what to save it as."""
    if kind is Kind.EMPTY:
        return reason("empty")
    if kind is Kind.LOCKED_OFFICE:
        return reason("password")
    if kind is Kind.MACRO:
        return reason("macros")
    if kind not in NOT_TAKEN:
        return reason("not-a-document")
    name, remedy = NOT_TAKEN[kind]
    return reason("kind-not-taken", kind=name, remedy=remedy)


def reason(code: str, where: str = "", **facts: Any) -> Reason:
    """The reason of that code; what is quoted from a file is cut short and made harmless."""
    refuses = code in REFUSES
    text = REFUSES[code] if refuses else WARNS[code]
    quoted = {name: _fact(value) for name, value in facts.items()}
    return Reason(code, text.format(**quoted), _fact(where), refuses)


def _fact(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    shown = "".join(char if char.isprintable() else " " for char in value)
    return shown if len(shown) <= LONGEST_FACT else shown[: LONGEST_FACT - 1] + "…"
