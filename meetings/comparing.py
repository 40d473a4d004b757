"""What differs between two versions of a paper."""

from dataclasses import dataclass

from icsgov.boards.rules import Rules
from icsgov.record import diff
from meetings import bodies, covers
from meetings.models import PaperVersion


@dataclass(frozen=True)
class Field:
    """A field of the cover sheet that reads differently."""

    label: str
    spans: tuple[diff.Span, ...]


@dataclass(frozen=True)
class Differences:
    """Cover by field, text by block and word, files by name and content."""

    fields: tuple[Field, ...]
    blocks: tuple[diff.Block, ...]
    files: tuple[diff.FileChange, ...]
    same_words: bool

    @property
    def is_none(self) -> bool:
        return not (self.fields or self.files) and self.same_words

    @property
    def only_looks(self) -> bool:
        """Whether the text differs in nothing but its form: a heading, bold, a picture."""
        return not self.same_words and all(block.is_same for block in self.blocks)


def compare(old: PaperVersion, new: PaperVersion, rules: Rules) -> Differences:
    """Everything that differs from `old` to `new`."""
    changed = covers.changes(old.sheet, new.sheet, rules)
    return Differences(
        fields=tuple(Field(each.label, diff.words(each.before, each.after)) for each in changed),
        blocks=tuple(diff.blocks(bodies.blocks(old.body), bodies.blocks(new.body))),
        files=tuple(diff.files(_named(old), _named(new))),
        same_words=old.body == new.body,
    )


def _named(version: PaperVersion) -> list[tuple[str, str]]:
    files = version.files.select_related("original")
    return [(file.filename, file.original.sha256) for file in files]
