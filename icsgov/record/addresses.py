"""What the changing parts of addresses look like; importing this makes `<day:…>` known."""

from typing import Final

from django.urls import register_converter


class DayConverter:
    """The address of a meeting: its first date, with a number for a second one on that day."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-[1-9]\d{0,2})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DayConverter, "day")
MEETING: Final = "<slug:board>/<day:address>/"
