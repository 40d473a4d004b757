"""The gate before publishing: what a file holds that its reader was not meant to get."""

import re
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from icsgov.press.anatomy import FAULTS, Anatomy
from icsgov.press.contents import PRODUCER
from icsgov.press.findings import Finding
from icsgov.press.hidden import CODES, HiddenText
from icsgov.press.sheets import sheet_of

UNCOVER = "Delete these words in the original, not only from sight, and export the file again."
LOOK = "Nothing, if it is a scan. If the words are not those of the picture, scan the page again."
WORDS_SHOWN = 120  # characters quoted
LONGEST_LIGATURE = 12  # letters; what a program may replace in print without hiding anything
_PATH = re.compile(r"\b[A-Za-z]:\\|\\\\\w+\\|/Users/|/home/|file:/", re.IGNORECASE)
_TAG_WORDS = re.compile(
    rb"/(ActualText|Alt|E|T)\s*+(\((?:[^()\\]|\\.)*+\)|<[0-9a-fA-F]*>)", re.DOTALL
)
_REPLACED = re.compile(  # its first 2,000 letters, so that no content can hold up the search
    rb"/ActualText\s*+(?:\(((?:[^()\\]|\\.){0,2000}+)|<([0-9a-fA-F\s]{0,8000}+))", re.DOTALL
)
_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*+\)|<[0-9a-fA-F]{2,}>", re.DOTALL)
_WORD = re.compile(r"\w{3,}")
_BINARY = {"/Length1", "/BitsPerComponent", "/N"}  # fonts, pictures, colour profiles


def inspect(
    source: bytes | Path,
    *,
    names: Mapping[int, str] | None = None,
    allowed: Collection[str] = (PRODUCER,),
    canaries: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Everything found in this file that should not be published, in page order.

    ``names`` gives each page, from 1, its paper's title; ``allowed`` are metadata values that may
    stay; ``canaries`` are words that may occur nowhere in the file, in any letters' case. Findings
    that do not block are for a person to look at. Raises pikepdf.PdfError and
    pypdfium2.PdfiumError where the file cannot be read.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        inspection = _Inspection(pdf, data, names or {}, allowed, tuple(canaries))
        found = {(each.code, each.page, each.sentence): each for each in inspection.findings()}
    return tuple(sorted(found.values(), key=lambda each: (each.page or 0, each.code)))


@dataclass(slots=True)
class _Inspection:
    """One look at one file."""

    pdf: pikepdf.Pdf
    data: bytes
    names: Mapping[int, str]
    allowed: Collection[str]
    canaries: tuple[str, ...]

    def findings(self) -> Iterator[Finding]:
        """Everything found, some perhaps twice."""
        anatomy = Anatomy(self.pdf, self.allowed)
        for fault in anatomy.faults(self.data):
            sentence, advice = FAULTS[fault.code]
            yield self._finding(fault.code, fault.page, sentence.format(what=fault.what), advice)
        pages = yield from self._pages()
        yield from self._tag_words(anatomy, pages)
        yield from self._replaced()
        if self.canaries:
            yield from self._private_words(anatomy, pages)

    def _pages(self) -> Generator[Finding, None, list[str]]:
        """Look at every page as it is drawn; gives back the text of each."""
        texts = []
        seen = pdfium.PdfDocument(self.data)
        try:
            for index, page in enumerate(self.pdf.pages):
                looked = HiddenText(seen[index], sheet_of(page.obj))
                texts.append(looked.text)
                for each in looked.find():
                    sentence = f"Text on this page {CODES[each.code]}: “{_quoted(each.words)}”."
                    harmless = each.code == "ocr"
                    code = "ocr-text" if harmless else f"hidden-{each.code}"
                    advice = LOOK if harmless else UNCOVER
                    yield self._finding(code, index + 1, sentence, advice, blocks=not harmless)
        finally:
            seen.close()
        return texts

    def _tag_words(self, anatomy: Anatomy, pages: list[str]) -> Iterator[Finding]:
        """Words that only a screen reader gets, and that are not in what everyone sees."""
        shown = {word for text in pages for word in _WORD.findall(text.casefold())}
        for title in [*self.names.values(), *self.allowed, *self._outline(anatomy)]:
            shown.update(_WORD.findall(title.casefold()))
        for kind, words in _tagged_words(anatomy):
            if kind == "Alt":
                if _PATH.search(words):
                    yield self._tag_finding("a picture's description", words)
                continue
            unseen = [word for word in _WORD.findall(words.casefold()) if word not in shown]
            if unseen and len("".join(unseen)) > (LONGEST_LIGATURE if kind == "ActualText" else 0):
                yield self._tag_finding("the tags", words)

    def _replaced(self) -> Iterator[Finding]:
        """Replacement text of more than a word: pdfium takes it for what the page shows."""
        for number, page in enumerate(self.pdf.pages, 1):
            for words in _replaced_words(page):
                if len(words.split()) > 1:
                    yield self._tag_finding("the tags", words, number)

    def _tag_finding(self, where: str, words: str, page: int | None = None) -> Finding:
        sentence = f"There are words in {where} that no page shows: “{_quoted(words)}”."
        return self._finding("hidden-in-tags", page, sentence, UNCOVER)

    def _outline(self, anatomy: Anatomy) -> Iterator[str]:
        """The titles of the outline and of the document, which every reader sees."""
        yield str(self.pdf.trailer.get("/Info", {}).get("/Title", ""))
        for text in anatomy.texts.values():
            if b"/Parent" in text and b"/Title" in text:
                yield from (_decoded(each) for each in _STRINGS.findall(text))

    def _private_words(self, anatomy: Anatomy, pages: list[str]) -> Iterator[Finding]:
        """The canaries, wherever they are."""
        wanted = {_plain(word): word for word in self.canaries if word.strip()}
        shown = set()
        for page, text in enumerate(pages, 1):
            for word in _which(wanted, text):
                shown.add(word)
                yield self._private(word, page, "in the text")
        for source in anatomy.texts.values():
            strings = " ".join(_decoded(each) for each in _STRINGS.findall(source))
            for word in _which(wanted, f"{strings} {source.decode('latin-1')}"):
                yield self._private(word, None, "outside the pages' text")
        for each in self.pdf.objects:
            if isinstance(each, pikepdf.Stream) and not _BINARY & set(each.stream_dict.keys()):
                for word in _which(wanted, _content(each)):
                    if word not in shown:
                        yield self._private(word, None, "in one of its parts")

    def _private(self, word: str, page: int | None, where: str) -> Finding:
        sentence = f"The private words “{word}” are {where}."
        return self._finding("private-words", page, sentence, "Take them out and build again.")

    def _finding(
        self, code: str, page: int | None, sentence: str, advice: str, blocks: bool = True
    ) -> Finding:
        return Finding(code, page, self.names.get(page or 0, ""), sentence, advice, blocks)


def _which(wanted: Mapping[str, str], text: str) -> list[str]:
    plain = _plain(text)
    return [word for key, word in wanted.items() if key in plain]


def _tagged_words(anatomy: Anatomy) -> list[tuple[str, str]]:
    """The words in the structure tree, each with its key."""
    found: dict[tuple[bytes, bytes], None] = {}
    for text in anatomy.texts.values():
        if b"/S /" in text and b"/P " in text:
            found.update(dict.fromkeys(_TAG_WORDS.findall(text)))
    return [(kind.decode(), _decoded(value)) for kind, value in found]


def _replaced_words(page: pikepdf.Page) -> list[str]:
    """The words that a page's own content gives out in place of what it draws."""
    held = page.obj.get("/Contents")
    content = b"".join(
        each.read_bytes()
        for each in (held if isinstance(held, pikepdf.Array) else [held])
        if isinstance(each, pikepdf.Stream)
    )
    if b"/ActualText" not in content:
        return []
    return [
        _decoded(b"<%s>" % coded if coded else b"(%s)" % plain)
        for plain, coded in _REPLACED.findall(content)
    ]


def _decoded(value: bytes) -> str:
    """A string of the file's syntax as text."""
    return str(pikepdf.Object.parse(value))


def _content(stream: pikepdf.Stream) -> str:
    try:
        return stream.read_bytes().decode("latin-1")
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        return ""


def _plain(text: str) -> str:
    """Text without spaces, hyphenation and case, so that words broken over lines are found."""
    return re.sub(r"[\s\u00ad\u200b-\u200d\u2010\ufffe-]+", "", text).casefold()


def _quoted(words: str) -> str:
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1] + "…"
