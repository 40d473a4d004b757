"""The access table: for every address, what each reader gets. One module for each app."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

ROLES = (
    "anonymous",
    "other_member",
    "administrator",
    "ex_member",
    "member",
    "member_part2",
    "withheld",
    "author",
    "assistant",
    "lead",
    "chair",
    "secretary",
    "secretary_part2",
    "deputy",
    "link",
)
# Who is answered like somebody else, unless a row says otherwise: an assistant acts for the author;
# a browser that holds an author's link is to every other address what anybody is; a deputy reads
# one meeting, the released one, for a member with Part 2, and is nobody to everything else; from
# a member with Part 2 the one paper of it is withheld.
LIKE = {
    "assistant": "author",
    "link": "anonymous",
    "deputy": "ex_member",
    "withheld": "member_part2",
}
SIGN_IN = 302
HIDDEN = 404
REFUSED = 403
OPEN = 200
LACKS = {"withheld": HIDDEN}  # from whom the paper of Part 2 is withheld, and what came of it


def everyone(status: int) -> dict[str, int]:
    """The same answer for every reader."""
    return dict.fromkeys((role for role in ROLES if role not in LIKE), status)


def only(*roles: str, status: int = OPEN, others: int = HIDDEN) -> dict[str, int]:
    """`status` for the named ones, sign-in for anonymous, `others` for the rest."""
    answers = {**everyone(others), "anonymous": SIGN_IN}
    return {**answers, **dict.fromkeys(roles, status)}


# Paragraphs of draft minutes, and single notes that others share.
DRAFTS = ("reading-minute", "reading-note")


@dataclass(frozen=True)
class Row:
    """One address: its URL name, how to fill it from the world, and the answers.

    `expect` gives a status for every role that is not in LIKE. A POST row sends `data`, which
    should be such that the answer tells the right from the form (a 422 or a 302 is an answer of
    the view itself). The roles come one after the other: what one did, the next finds done.
    """

    name: str
    expect: Mapping[str, int]
    kwargs: Callable[[Any], Mapping[str, Any]] = lambda world: {}
    method: str = "get"
    data: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""

    @property
    def _reads(self) -> bool:
        """Whether it is an address of the reading room, other than of drafts and shared notes."""
        own = self.name.startswith("reading-")
        return own and self.name not in DRAFTS

    @property
    def answers(self) -> dict[str, int]:
        """The status for every role, those of LIKE filled in."""
        others = {**LIKE, "deputy": "member_part2"} if self._reads else LIKE
        like = {role: self.expect[other] for role, other in others.items() if other in self.expect}
        return {**like, **self.expect}

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.name}{self.query}"
