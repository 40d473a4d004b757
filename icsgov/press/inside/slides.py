"""PowerPoint: hidden slides, speaker notes, comments."""

from icsgov.press.inside.parts import OFF, Part, local


class SlidePart(Part):
    """A part of a PowerPoint file: the presentation, a slide, its notes or comments."""

    in_field = in_text = False
    notes = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = local(name)
        if short == "sld" and attributes.get("show", "1").lower() in OFF:
            self.tally.hidden_slides.append(self.name)
        elif short == "sldId":
            ids = [value for key, value in attributes.items() if key.endswith("relationships id")]
            self.tally.slides += ids
        elif short == "cm" and "/comments/" in self.name.lower():
            self.tally.comments += 1
        elif short == "fld":
            self.in_field = True
        elif short == "t":
            self.in_text = not self.in_field

    def end(self, name: str) -> None:
        short = local(name)
        if short == "fld":
            self.in_field = False
        elif short == "t":
            self.in_text = False

    def text(self, data: str) -> None:
        if self.in_text and "/notesslides/" in self.name.lower():
            self.notes += data

    def done(self) -> None:
        self.tally.noted_slides += bool(self.notes.strip())
