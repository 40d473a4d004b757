"""What the changing parts of public addresses look like."""


class DayConverter:
    """The address of a meeting: its first date, with a number for a second one on that day."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
