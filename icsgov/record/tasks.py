"""Builds in the background, asked for once at a time for each part; bytes that are destroyed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from icsgov.record.build import build
from icsgov.record.models import TakeDown
from icsgov.record.proofs import prove
from icsgov.record.scrubbing import SCRUB, scrub
from icsgov.work.jobs import Job, ask, handles
from icsgov.work.models import Work

BUILD = "build"


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
    proof = prove(wanted["proof"], UUID(wanted["thing"]), wanted["part"], now)
    made = build(proof, by=job.work.by, now=now, work=job.work, progress=job.progress)
    return {"build": str(made.key)}


@handles(SCRUB)
def run_scrub(job: Job) -> dict[str, Any]:
    """Destroy the bytes of a take-down; done again, it finds nothing to do."""
    scrub(TakeDown.objects.get(key=job.work.subject), timezone.now())
    return {}
