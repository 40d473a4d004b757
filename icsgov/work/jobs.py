"""Running work rows: handlers by kind, claimed by one worker at a time."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from icsgov.work.models import Work

KNOCKS_KEPT = timedelta(days=1)
logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """The row was cancelled, or another worker has it: stop and undo."""


class JobFailed(Exception):
    """A failure with a sentence for the person who asked; shown as it is."""


@dataclass
class Job:
    """What a handler sees of its work row."""

    work: Work

    @property
    def payload(self) -> dict[str, Any]:
        return self.work.payload

    def progress(self, done: int, total: int, words: str) -> None:
        """Say how far the job is; raises Cancelled when it should stop."""
        if not self.work.renew(timezone.now(), done, total, words):
            raise Cancelled


Handler = Callable[[Job], dict[str, Any]]
_HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does work of this kind."""

    def register(function: Handler) -> Handler:
        _HANDLERS[kind] = function
        return function

    return register


def ask(kind: str, subject: uuid.UUID, *, by: Any, now: datetime, **payload: Any) -> Work:
    """Ask for work; work of the same kind on the same thing is not doubled."""
    try:
        with transaction.atomic():
            work = Work.objects.create(
                kind=kind, subject=subject, payload=payload, by=by, asked_at=now, not_before=now
            )
    except IntegrityError:
        return Work.objects.open().get(kind=kind, subject=subject)
    transaction.on_commit(lambda: knock(work))
    return work


def knock(work: Work) -> None:
    """Tell a worker that the row is there; losing the knock loses nothing."""
    run_work.enqueue(str(work.key))


def unheard() -> set[str]:
    """Keys of the rows whose knock still waits for a worker; one more would only be in its way."""
    waiting = DBTaskResult.objects.ready().filter(task_path=run_work.module_path)
    return {each["args"][0] for each in waiting.values_list("args_kwargs", flat=True)}


def forget_knocks(now: datetime) -> None:
    """Take out what was heard, or lost with its worker, longer than KNOCKS_KEPT ago."""
    heard = Q(finished_at__lt=now - KNOCKS_KEPT) | Q(started_at__lt=now - KNOCKS_KEPT)
    DBTaskResult.objects.filter(heard, task_path=run_work.module_path).delete()


@task()
def run_work(key: str) -> None:
    """The task: find the row and do it, if nobody else has."""
    run(Work.objects.get(key=key))


def run(work: Work) -> bool:
    """Claim and do one row in this process; False when it was not to be had."""
    if not work.claim(timezone.now()):
        return False
    try:
        result = _HANDLERS[work.kind](Job(work))
    except Cancelled:
        logger.info("work %s %s stopped", work.kind, work.key)
    except JobFailed as failure:
        work.fail(timezone.now(), str(failure))
    except Exception:
        logger.exception("work %s %s failed", work.kind, work.key)
        work.fail(timezone.now(), "Something went wrong on our side. It has been logged.")
    else:
        work.finish(timezone.now(), result)
    work.refresh_from_db()
    return True
