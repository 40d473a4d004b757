"""Addresses and rows of what went out."""

import pypdfium2
from django.urls import reverse
from django.utils import timezone

from meetings import going_out


def address(name, release, **more):
    board, where = release.path.split("/")
    kwargs = {"board": board, "address": where, "part": release.part, "key": release.key}
    return reverse(name, kwargs=kwargs | more)


def rows(meeting, release, part=1):
    now = timezone.now()
    together_out = going_out.told_of_with(release)
    return going_out.recipients(meeting, part, now, together_out, now=now)


def row(meeting, release, who):
    return next(each for each in rows(meeting, release) if each.person == who.person)


def leaves(content):
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]
