"""Rows of the access table for questions from the public and for visitors."""

from typing import Any

from tests.access import OPEN, REFUSED, SIGN_IN, Row, everyone, only

SECRETARIES = ("secretary", "secretary_part2")
READS = ("chair", *SECRETARIES)
MODERATES = {**only(*SECRETARIES), "chair": REFUSED}
SENT = {**only(*SECRETARIES, status=422), "chair": REFUSED}


def _coming(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug, "address": world.coming.address}


def _past(world: Any) -> dict[str, Any]:
    return {"board": world.board.slug, "address": world.released.address}


def _own(world: Any) -> dict[str, Any]:
    return {"token": world.question_token}


def _key(world: Any) -> dict[str, Any]:
    return {"key": world.question.key}


def _step(name: str, **data: Any) -> tuple[Row, Row]:
    """A step of the moderation: its page, and sending it empty."""
    return Row(name, MODERATES, _key), Row(name, SENT, _key, "post", {"version": "x", **data})


ROWS: tuple[Row, ...] = (
    Row("questions", everyone(OPEN)),
    Row("questions", everyone(OPEN), query="?board=nobody&state=x&page=99"),
    Row("questions-csv", everyone(OPEN)),
    Row("public-question", everyone(OPEN), lambda world: {"slug": "icp-q4"}),
    Row("public-question", everyone(404), lambda world: {"slug": world.question.slug}),
    Row("public-question", everyone(404), lambda world: {"slug": "nobody"}),
    Row("ask", everyone(OPEN)),
    Row("ask-meeting", everyone(OPEN), _coming),
    Row("ask-meeting", everyone(422), _coming, "post", {"question": "x"}),
    Row("ask-meeting", everyone(404), _past),
    Row("question-status", everyone(OPEN), _own),
    Row("question-status", everyone(404), lambda world: {"token": "guessed"}),
    Row("visit", everyone(OPEN), _coming),
    Row("visit", everyone(422), _coming, "post", {"name": ""}),
    Row("visit", everyone(404), _past),
    Row("visit-thanks", everyone(OPEN), _coming),
    Row("visitors", {**only(*SECRETARIES), "chair": REFUSED}, _coming),
    Row("desk-questions", {**everyone(OPEN), "anonymous": SIGN_IN}),
    Row("desk-question-new", only(*SECRETARIES, others=REFUSED)),
    Row(
        "desk-question-new",
        only(*SECRETARIES, status=422, others=REFUSED),
        method="post",
        data={"question": ""},
    ),
    Row("desk-question", only(*READS), _key),
    Row("question-accept", MODERATES, _key),
    Row("question-accept", SENT, _key, "post", {"answerer": "Nobody at all"}),
    *_step("question-reject"),
    *_step("question-send-back"),
    *_step("question-merge"),
    *_step("question-answer"),
    *_step("question-words"),
    Row("question-priorities", MODERATES, _key),
    Row("question-priorities", SENT, _key, "post", {"supports": "x"}),
)
