"""The drafted text of a paper as a form."""

from datetime import datetime
from typing import Any

from icsgov.record import diff
from meetings import bodies
from meetings.forms.merging import MergingForm
from meetings.forms.rich import RichField
from meetings.models import Paper


class TextForm(MergingForm):
    """The text of a paper. When two wrote, both texts are shown block by block."""

    body = RichField(
        label="Text of the paper",
        kind="full",
        rows=24,
        help_text="Headings, lists, tables, links, footnotes and pictures are printed as you see "
        "them.",
    )

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        self.hide_optional = True
        self.initial = {**self.filled_from(paper), **self.initial}

    def values_of(self, row: Any) -> dict[str, Any]:
        return {"body": bodies.clean(row.body)}

    def mine(self) -> dict[str, Any]:
        """What was typed; nothing where the other text was chosen."""
        given_up = self.data.getlist("theirs") if hasattr(self.data, "getlist") else ()
        return {} if "body" in given_up else {"body": self.cleaned_data["body"]}

    def save(self, by: Any, now: datetime, *, acting_for: str = "") -> bool:
        """Write the text; False on a clash, whose texts are then in `clashes`."""

        def write(row: Any, values: dict[str, Any]) -> None:
            row.write(row.version, by, now, acting_for=acting_for, **values)

        return not self.merge_into(self.paper, write)

    def clash_blocks(self) -> list[diff.Block]:
        """Their text against mine, block by block."""
        if "body" not in self.clashes:
            return []
        theirs, mine = self.clashes["body"]
        return diff.blocks(bodies.blocks(theirs), bodies.blocks(mine))

    def spoken(self, name: str, value: Any) -> str:
        return str(value)
