"""Dated rows of a board's rules; boards/rules.py says what each key means."""

from django.core.exceptions import ValidationError
from django.db import models

from icsgov.boards.models.boards import Board
from icsgov.boards.rules import RuleError, parse
from icsgov.ledger.models import Versioned


class BoardRule(Versioned):
    """One rule of one board from a day on, with the paper it comes from."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="rule_rows")
    name = models.CharField(max_length=40)
    value = models.JSONField(blank=True)
    starts = models.DateField()
    source = models.CharField(
        max_length=300, blank=True, help_text="Such as Standing orders 3.2, agreed 1 July 2022."
    )

    class Meta:
        ordering = ["name", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["board", "name", "starts"], name="rule_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.name} from {self.starts}"

    def clean(self) -> None:
        try:
            parse(self.name, self.value)
        except RuleError as error:
            raise ValidationError({"value": str(error)}) from error
