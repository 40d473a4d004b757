"""Builds for tests: the desk's own proof, with small files in place of the press's work."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icsgov.boards.models import User
from icsgov.record.models import Blob, Build, PersonalPack
from icsgov.record.paging import seen
from icsgov.record.personal_packs import wanted_of
from icsgov.record.proofs import prove
from icsgov.record.tree import digest, to_json
from icsgov.record.withheld import absent_digest
from meetings.models import Meeting
from tests.packs import pdf_blob
from tests.releases import files_of, with_pages


def built(
    of: Meeting,
    part: int = 1,
    *,
    by: User | None = None,
    at: datetime | None = None,
    kind: str = "agenda",
) -> Build:
    """A build that came through, with a small file in place of what the press would bind."""
    now = at or timezone.now()
    proof = prove(kind, of.key, part, now)
    files = list(files_of(proof))
    pack = Blob.objects.by_hash([files[0].sha256])[files[0].sha256]
    root = with_pages(proof.root)
    made = Build.objects.create(
        board=proof.board,
        kind=proof.kind,
        subject=proof.subject,
        part=part,
        path=proof.path,
        title=proof.title,
        proof_sha256=proof.sha256,
        tree=to_json(root),
        tree_sha256=digest(root),
        pack=pack,
        report={
            "pages": pack.pages,
            "bytes": pack.size,
            "sha256": pack.sha256,
            "seconds": {},
            "rendered": 0,
            "reused": 0,
            "warnings": list(proof.warnings),
            "findings": [],
            "files": [asdict(file) for file in files],
            "follows": str(seen(proof.kind, proof.subject, part, now).release or ""),
        },
        by=by,
        at=now,
    )
    for things in wanted_of(made, now):
        _make_personal(made, things)
    return made


def _make_personal(made: Build, things: frozenset[UUID]) -> None:
    """What somebody gets from whom these papers are withheld, with a small file too."""
    PersonalPack.objects.create(
        build=made,
        absent=absent_digest(things),
        things=sorted(map(str, things)),
        pack=pdf_blob(2, "Own pack"),
        at=made.at,
    )


def url(name: str, of: Meeting, part: int = 1, **more: Any) -> str:
    """An address of a pack on the desk."""
    where = {"board": of.board.slug, "address": of.address, "part": part}
    return reverse(name, kwargs=where | more)


def page(client: Client, address: str) -> str:
    """The HTML of a page that is there."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()
