"""Builds in the background, asked for once at a time for each part; bytes that are destroyed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import F, Q
from django.utils import timezone

from icsgov.record import drawing, personal_packs
from icsgov.record.build import build, taken_down
from icsgov.record.models import Build, Release, Stamp, TakeDown
from icsgov.record.models.releases import Audience
from icsgov.record.proofs import prove
from icsgov.record.publish import DRAW
from icsgov.record.scrubbing import SCRUB, scrub
from icsgov.work.clock import every_tick
from icsgov.work.jobs import Job, ask, handles
from icsgov.work.models import Work

BUILD = "build"
PERSONAL = "personal-packs"
LATE = timedelta(hours=1)  # for so long after its hour the clock asks for what came out
DRAWN_KEPT = timedelta(days=2)  # for so long it is known what was drawn


def build_subject(kind: str, subject: UUID, part: int) -> UUID:
    """What the work is about: one open build for each part of a thing."""
    return uuid5(subject, f"{kind}/{part}")


def ask_for_build(kind: str, subject: UUID, part: int, *, by: Any, now: datetime) -> Work:
    """Ask for a build; while one is waiting or running, that one is the answer."""
    about = build_subject(kind, subject, part)
    return ask(BUILD, about, by=by, now=now, proof=kind, thing=str(subject), part=part)


def last_work(kind: str, subject: UUID, part: int) -> Work | None:
    """The last build that was asked for, whatever became of it."""
    return Work.objects.about(BUILD, build_subject(kind, subject, part)).first()


@handles(BUILD)
def run_build(job: Job) -> dict[str, Any]:
    """Freeze the proof and print it."""
    now = timezone.now()
    wanted = job.payload
    before = taken_down()
    proof = prove(wanted["proof"], UUID(wanted["thing"]), wanted["part"], now)
    made = build(
        proof, by=job.work.by, now=now, work=job.work, progress=job.progress, before=before
    )
    personal_packs.settle(made, now)
    return {"build": str(made.key)}


def personal_subject(kind: str, subject: UUID, part: int) -> UUID:
    """What the making of personal packs is about: one open work for each part of a thing."""
    return uuid5(subject, f"{PERSONAL}/{kind}/{part}")


def ask_for_personal(kind: str, subject: UUID, part: int, *, by: Any, now: datetime) -> Work:
    """Ask for the personal packs that are wanted of a thing's part and not made yet."""
    about = personal_subject(kind, subject, part)
    return ask(PERSONAL, about, by=by, now=now, proof=kind, thing=str(subject), part=part)


def last_personal(kind: str, subject: UUID, part: int) -> Work | None:
    """The last time that personal packs were asked for, whatever became of it."""
    return Work.objects.about(PERSONAL, personal_subject(kind, subject, part)).first()


@handles(PERSONAL)
def run_personal(job: Job) -> dict[str, Any]:
    """Make personal packs of the last build, and of all that members were given."""
    now = timezone.now()
    wanted = job.payload
    builds = Build.objects.of(wanted["proof"], UUID(wanted["thing"]), wanted["part"]).done()
    given = Release.objects.filter(audience=Audience.MEMBERS, withdrawn_at=None, whole=None)
    last = builds.values_list("pk", flat=True)[:1]
    concerned = builds.filter(Q(pk__in=list(last)) | Q(pk__in=given.values("build")))
    for each in concerned.select_related("board", "pack"):
        personal_packs.settle(each, now, progress=job.progress)
    return {}


@every_tick
def keep_personal(now: datetime) -> None:
    """Ask for what is wanted since a deputy was named or a seat began; not for what failed."""
    for release in personal_packs.unsettled(now):
        last = last_personal(release.kind, release.subject, release.part)
        if last is None or last.state != Work.State.FAILED:
            ask_for_personal(release.kind, release.subject, release.part, by=None, now=now)


@handles(SCRUB)
def run_scrub(job: Job) -> dict[str, Any]:
    """Destroy the bytes of a take-down; done again, it finds nothing to do."""
    scrub(TakeDown.objects.get(key=job.work.subject), timezone.now())
    return {}


@handles(DRAW)
def run_draw(job: Job) -> dict[str, Any]:
    """Have the pages of a release ready; done again, it finds them so."""
    now = timezone.now()
    addresses, at = drawing.wanted(job.work.subject, now)
    made = 0
    for number, address in enumerate(addresses, 1):
        made += drawing.make(address, at, now)
        job.progress(number, len(addresses), "Drawing public pages")
    return {"pages": made}


@every_tick
def keep_ready(now: datetime) -> None:
    """Ask for what came out at its hour, and once a day and after a deploy for all that stands."""
    came = Release.objects.public().filter(effective_at__range=(now - LATE, now))
    for release in came.filter(effective_at__gt=F("published_at")):
        asked = Work.objects.about(DRAW, release.key)
        if not asked.filter(asked_at__gte=release.effective_at).exists():
            ask(DRAW, release.key, by=None, now=now)
    Work.objects.filter(kind=DRAW, finished_at__lt=now - DRAWN_KEPT).delete()
    today = drawing.of_the_day(now)
    if Stamp.objects.exists() and not Work.objects.about(DRAW, today).exists():
        ask(DRAW, today, by=None, now=now)
