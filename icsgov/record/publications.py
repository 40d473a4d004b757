"""From a build to releases: who asked, who confirmed, and what keeps a build from readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from icsgov.record import personal_packs
from icsgov.record.models import Build, Publication, Release
from icsgov.record.models.releases import Audience
from icsgov.record.paging import seen
from icsgov.record.personal import look
from icsgov.record.publish import FileOf, Line, release_tree

# The public first: of two that begin together members read the one made for them.
ORDER = (Audience.PUBLIC, Audience.MEMBERS)


@dataclass(frozen=True)
class Hindrance:
    """Why a build cannot be published, and what to do."""

    code: str
    sentence: str


UNFINISHED = Hindrance("unfinished", "This build did not come through. Build again.")


class Hindered(Exception):
    """The build cannot be published as it was asked."""

    def __init__(self, *hindrances: Hindrance) -> None:
        super().__init__(" ".join(each.sentence for each in hindrances))
        self.hindrances = hindrances


def hindrances(build: Build, now: datetime) -> list[Hindrance]:
    """Everything that keeps this build from being published."""
    if build.pack is None:
        return [UNFINISHED]
    found = [
        Hindrance("hidden", f"{_where(finding)}{finding['sentence']} {finding['what_to_do']}")
        for finding in build.report["findings"]
        if finding["blocks"]
    ]
    last = seen(build.kind, build.subject, build.part, now)
    follows = build.report["follows"] == str(last.release or "")
    if not follows and last.tree_sha256 != build.tree_sha256:
        words = "Another pack reached its readers after this one was built. Build again."
        found.append(Hindrance("overtaken", words))
    return found


def _hold(build: Build) -> None:
    """Let no take-down come in between; raises Hindered where one has."""
    if not build.hold():
        raise Hindered(UNFINISHED)


def _where(finding: Mapping[str, Any]) -> str:
    """Enclosure B: Primary care, page 4:"""
    page = f"page {finding['page']}" if finding["page"] else ""
    where = ", ".join(filter(None, (finding["piece"], page)))
    return f"{where}: " if where else ""


@transaction.atomic
def ask(
    build: Build,
    audiences: Mapping[str, datetime | None],
    *,
    by: Any,
    now: datetime,
    words: str = "",
    tell_members: bool = True,
) -> Publication:
    """Note the wish to publish a build: for each audience its hour, or None for at once.

    Raises Hindered for what may not be published, to nobody, or in private to the public.
    """
    _hold(build)
    found = hindrances(build, now) + _wrong_wishes(build, audiences, now)
    found += _personal(build, audiences) + _unmade(build, audiences, now)
    if found:
        raise Hindered(*found)
    wish = {audience: hour.isoformat() if hour else None for audience, hour in audiences.items()}
    return Publication(
        build=build,
        audiences=wish,
        words=words,
        tell_members=tell_members,
        asked_by=by,
        asked_at=now,
    ).create_by(by, now)


def _wrong_wishes(
    build: Build, audiences: Mapping[str, datetime | None], now: datetime
) -> list[Hindrance]:
    found = []
    if not audiences:
        found.append(Hindrance("nobody", "Choose who gets the pack."))
    if build.part > 1 and Audience.PUBLIC in audiences:
        found.append(Hindrance("private", "Part 2 is never published to the public."))
    if any(hour and hour <= now for hour in audiences.values()):
        found.append(Hindrance("past", "Choose an hour that is still to come."))
    return found


def _personal(build: Build, audiences: Mapping[str, Any]) -> list[Hindrance]:
    """What looks personal, and nobody has said may be public."""
    words = look(build).hindrance if Audience.PUBLIC in audiences else ""
    return [Hindrance("personal", words)] if words else []


def _unmade(build: Build, audiences: Mapping[str, Any], now: datetime) -> list[Hindrance]:
    """Members from whom a paper is withheld, whose own pack has not been made."""
    if Audience.MEMBERS not in audiences or build.pack is None:
        return []
    if not personal_packs.lacking(build, now):
        return []
    words = (
        "A paper is withheld from somebody, and their own pack is not made yet. "
        "Wait a minute, or build again."
    )
    return [Hindrance("own-packs", words)]


@transaction.atomic
def publish(
    publication: Publication, *, by: Any, now: datetime, second_by: Any = None
) -> list[Release]:
    """Release the build to every audience asked for.

    Raises Hindered, or MoveRefused where it was published or refused before.
    """
    build = publication.build
    _hold(build)
    wished = publication.audiences
    found = [*hindrances(build, now), *_personal(build, wished), *_unmade(build, wished, now)]
    if found:
        raise Hindered(*found)
    publication.settle("published", by, now, second_by=second_by)
    wanted = [audience for audience in ORDER if audience in publication.audiences]
    return [_release(publication, audience, by, now, second_by) for audience in wanted]


def _release(
    publication: Publication, audience: Audience, by: Any, now: datetime, second_by: Any
) -> Release:
    build = publication.build
    line = Line(build.board, build.kind, build.subject, build.path, build.part, audience)
    made = release_tree(
        line,
        build.root,
        title=build.title,
        by=publication.asked_by,
        now=now,
        effective_at=publication.hour(audience, now),
        on=build.root.on,
        build=build,
        words=publication.words,
        second_by=second_by,
        files=[FileOf(**file) for file in build.report["files"]],
    )
    if audience == Audience.MEMBERS:
        for own in personal_packs.of_build(build):
            personal_packs.release(made, own)
    return made
