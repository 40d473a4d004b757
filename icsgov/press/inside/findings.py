"""What was noticed so far, and how a look at a file is broken off."""

from typing import Any, NoReturn

from icsgov.press.reasons import reason
from icsgov.press.verdict import Reason


class Refused(Exception):
    """The file is refused; the findings say why."""


class Findings:
    """The reasons found so far, in the order they were found, each one once."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []

    def note(self, code: str, where: str = "", **facts: Any) -> None:
        """Add a reason and go on."""
        self.add(reason(code, where, **facts))

    def add(self, found: Reason) -> None:
        """Add a reason that is worded already."""
        if found not in self.reasons:
            self.reasons.append(found)

    def stop(self, code: str, where: str = "", **facts: Any) -> NoReturn:
        """Add a refusing reason and break off."""
        self.note(code, where, **facts)
        raise Refused(code)

    def stop_if_refused(self) -> None:
        """Break off where anything found so far refuses the file."""
        for found in self.reasons:
            if found.refuses:
                raise Refused(found.code)
