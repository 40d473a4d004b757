"""What the press has to say about a file, in words for the person who can mend it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``page`` counts from 1 in the file; None means the file as a whole.

    ``blocks`` is False for what a person should look at but may publish.
    """

    code: str
    page: int | None
    piece: str
    sentence: str
    what_to_do: str
    blocks: bool = True

    def as_dict(self) -> dict[str, str | int | bool | None]:
        """The finding as plain values, for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        where = ", ".join(
            part for part in (self.piece, f"page {self.page}" if self.page else "") if part
        )
        return f"{where}: {self.sentence}" if where else self.sentence
