"""Excel: hidden sheets, rows and columns, comments, notes on cells, data from elsewhere."""

from icsgov.press.inside.parts import OFF, Part, local


class SheetPart(Part):
    """A part of an Excel file: the workbook, a sheet, its comments or its connections."""

    hides_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = local(name)
        if short in ("row", "col"):
            self.hides_cells |= attributes.get("hidden", "0").lower() not in OFF
        elif short == "sheet" and attributes.get("state", "visible") != "visible":
            self.tally.hidden_sheets.append(attributes.get("name", "?"))
        elif short == "threadedComment":
            self.tally.comments += 1
        elif short == "comment":
            self.tally.cell_notes += 1
        elif short == "connection":
            self.tally.linked_data = True

    def done(self) -> None:
        self.tally.sheets_with_hidden_cells += self.hides_cells
