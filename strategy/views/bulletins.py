"""Bulletins: the public pages and feed, subscribing, and the desk."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from icsgov.boards.middleware import public
from icsgov.boards.rights import may
from icsgov.nhsuk.forms import render_form
from icsgov.record import access as records
from icsgov.record import feeds
from icsgov.record.editions import editions
from icsgov.record.news import news
from icsgov.record.publish import tree_of
from icsgov.record.queries import Query
from icsgov.record.views.answers import from_the_record, withdrawn
from icsgov.record.views.files import send
from strategy import access, bulletins, editing, metrics, releases
from strategy.forms.bulletins import BulletinForm, EntryForm
from strategy.kinds import BULLETIN
from strategy.models import BulletinEntry

FOLLOWED = Query(group="Bulletins")


@from_the_record
def index(request: HttpRequest, now: datetime) -> HttpResponse:
    """All bulletins, the newest first."""
    return render(request, "strategy/bulletins.html", {"bulletins": releases.bulletins(now)})


@from_the_record
def bulletin(request: HttpRequest, now: datetime, address: str) -> HttpResponseBase:
    """A bulletin as it is now."""
    known = editions(BULLETIN, f"strategy/bulletins/{address}", now)
    if known.live is None:
        if known.withdrawn is None:
            raise Http404
        return withdrawn(request, known.withdrawn)
    root = tree_of(known.live, without=("page",))
    context = {
        "bulletin": root,
        "entries": [(node, metrics.figures(node)) for node in root.children],
        "release": known.live,
        "pack": known.live.files.filter(role="pack").select_related("blob").first(),
    }
    return render(request, "strategy/bulletin.html", context)


@from_the_record
def pdf(request: HttpRequest, now: datetime, address: str) -> HttpResponseBase:
    """The bulletin as a PDF."""
    known = editions(BULLETIN, f"strategy/bulletins/{address}", now)
    if known.live is None:
        raise Http404
    return send(request, records.pack_file(known.live))


@from_the_record
def feed(request: HttpRequest, now: datetime) -> HttpResponse:
    """The bulletins as Atom, like every other feed."""
    own = request.get_full_path()
    return feeds.atom("Bulletins", own, "/strategy/bulletins/", news(FOLLOWED, now))


@public
def subscribe(request: HttpRequest) -> HttpResponse:
    """To where everything is followed by e-mail."""
    return redirect(f"{reverse('follow-email')}?{FOLLOWED.address}", permanent=True)


def desk(request: HttpRequest, address: str) -> HttpResponse:
    """An edition on the desk: its entries, and where its release stands."""
    now = timezone.now()
    row = access.get_bulletin(request.user, address, "read", now)
    context = {
        "bulletin": row,
        "entries": row.entries.select_related("programme").prefetch_related(
            "indicators__reading__part"
        ),
        "edition": editing.edition_of(BULLETIN, row.key, now),
        "may_write": may(request.user, "write", row, now),
        "may_release": may(request.user, "release", row, now),
    }
    return render(request, "strategy/desk/bulletin.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Begin an edition."""
    now = timezone.now()
    form = BulletinForm(request.POST or None, boards=access.kept_boards(request.user, now))
    if form.is_valid():
        form.save_by(request.user, now)
        return redirect("desk-bulletin", address=form.instance.address)
    context = {"heading": "Begin a bulletin"}
    return render_form(request, "strategy/desk/form.html", form, context)


def edit(request: HttpRequest, address: str) -> HttpResponse:
    """Change what an edition is."""
    now = timezone.now()
    row = access.get_bulletin(request.user, address, "write", now)
    boards = access.kept_boards(request.user, now)
    form = BulletinForm(request.POST or None, instance=row, boards=boards)
    if form.is_valid() and form.save_by(request.user, now):
        bulletins.reopen(form.instance, request.user, now)
        return redirect("desk-bulletin", address=address)
    context = {"heading": f"Change {row.title}"}
    return render_form(request, "strategy/desk/form.html", form, context)


def new_entry(request: HttpRequest, address: str) -> HttpResponse:
    """What another programme group tells."""
    now = timezone.now()
    row = access.get_bulletin(request.user, address, "write", now)
    blank = BulletinEntry(bulletin=row, position=row.entries.count())
    return _entry(request, blank, now)


def edit_entry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change an entry."""
    now = timezone.now()
    return _entry(request, access.get_entry(request.user, key, "write", now), now)


def _entry(request: HttpRequest, entry: BulletinEntry, now: datetime) -> HttpResponse:
    row = entry.bulletin
    form = EntryForm(request.POST or None, instance=entry, programmes=bulletins.programmes(row))
    if form.is_valid() and bulletins.save_entry(form, request.user, now):
        messages.success(request, "Saved. The bulletin needs clearing before it is released.")
        return redirect("desk-bulletin", address=row.address)
    context = {"heading": f"Change {entry.group}" if entry.pk else "Add an entry"}
    return render_form(request, "strategy/desk/form.html", form, context)


@require_POST
def clear(request: HttpRequest, address: str) -> HttpResponse:
    """Say that an edition may be released as it is, or take that back."""
    now = timezone.now()
    row = access.get_bulletin(request.user, address, "write", now)
    if row.can_move("cleared"):
        row.clear(request.user, now)
    elif row.can_move("draft"):
        row.reopen(request.user, now)
    return redirect("desk-bulletin", address=address)
