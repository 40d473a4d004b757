"""The public pages of plans, made from releases alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from icsgov.record import access, lasting
from icsgov.record.editions import Editions, editions
from icsgov.record.models import Release
from icsgov.record.publish import tree_of
from icsgov.record.tree import Node, walk
from icsgov.record.views.answers import from_the_record, withdrawn
from icsgov.record.views.files import send
from strategy import comparing, pages, releases, threads
from strategy.kinds import PLAN
from strategy.metrics import metric


@from_the_record
def home(request: HttpRequest, now: datetime) -> HttpResponse:
    """The plans of the system and its boards, and the latest bulletins."""
    context = {"plans": releases.plans(now), "bulletins": releases.bulletins(now)[:3]}
    return render(request, "strategy/home.html", context)


@from_the_record
def plan(request: HttpRequest, now: datetime, address: str) -> HttpResponseBase:
    """A plan as it is now: its chapters, with ways to each of its parts."""
    known = editions(PLAN, f"strategy/{address}", now)
    if known.live is None:
        return _gone(request, known)
    if known.live.path != f"strategy/{address}":
        return redirect(f"/{known.live.path}/", permanent=True)
    return _plan(request, known, known.live, f"/{known.live.path}/", now)


def _gone(request: HttpRequest, known: Editions) -> HttpResponse:
    if known.withdrawn is None:
        raise Http404
    return withdrawn(request, known.withdrawn)


def _plan(
    request: HttpRequest, known: Editions, release: Release, base: str, now: datetime
) -> HttpResponse:
    root = tree_of(release, without=("page",))
    context = _around(known, release, root, base, now)
    return render(request, "strategy/plan.html", context)


def _around(
    known: Editions, release: Release, root: Node, base: str, now: datetime
) -> dict[str, Any]:
    """What every page of a plan knows."""
    today = lasting.today(now)
    return {
        "plan": root,
        "release": release,
        "editions": known.releases,
        "is_live": release == known.live,
        "permanent": base != f"/{release.path}/",
        "plan_href": f"/{release.path}/",
        "base": base,
        "today": today,
        "plan_day": root.on,
        "quiet": pages.quiet_note(root, today),
        "pack": _pdf(release),
        "has_metrics": any(root.of_kind("metric")),
    }


def _pdf(release: Release) -> Any:
    return release.files.filter(role="pack").select_related("blob").first()


@from_the_record
def part(request: HttpRequest, now: datetime, address: str, anchor: str) -> HttpResponseBase:
    """A part of a plan, and everything that is on the record about it."""
    known = editions(PLAN, f"strategy/{address}", now)
    if known.live is None:
        return _gone(request, known)
    return _part(request, known, known.live, anchor, f"/{known.live.path}/", now)


@from_the_record
def by_key(request: HttpRequest, now: datetime, key: UUID) -> HttpResponseBase:
    """To the page of a part where it stands now: what names it is older than its address."""
    found = releases.part_of(key, now)
    if found is None:
        raise Http404
    return redirect("public-plan-part", *found)


def _part(
    request: HttpRequest,
    known: Editions,
    release: Release,
    anchor: str,
    base: str,
    now: datetime,
) -> HttpResponse:
    root = tree_of(release, without=("page",))
    path = pages.path_to(root, anchor)
    if not path:
        raise Http404
    node = path[-1]
    keys = [each.thing for _, each in walk(node) if each.thing]
    context = _around(known, release, root, base, now) | {
        "node": node,
        "path": [each for each in path[1:-1] if each.kind != "plan-chapter"],
        "thread": _thread(request, keys, now),
        "decided": threads.decided(keys, threads.public(now)),
        "rests_on": releases.on_the_record(_rests_on(node), now),
    }
    return render(request, "strategy/part.html", context)


def _thread(request: HttpRequest, keys: list[UUID], now: datetime) -> threads.Thread:
    return threads.thread(
        keys,
        threads.public(now),
        told=request.GET.get("told", ""),
        number=request.GET.get("page"),
    )


def _rests_on(node: Node) -> list[str]:
    facts = [fact for _, each in walk(node) for fact in _facts(each)]
    return [str(fact["rests_on"]) for fact in facts if fact.get("rests_on")]


def _facts(node: Node) -> list[dict[str, Any]]:
    lists = [each for each in node.data.values() if isinstance(each, list)]
    return [fact for each in lists for fact in each if isinstance(fact, dict)]


@from_the_record
def metrics(request: HttpRequest, now: datetime, address: str) -> HttpResponseBase:
    """Every metric of a plan with its chart and its table."""
    known = editions(PLAN, f"strategy/{address}", now)
    if known.live is None:
        return _gone(request, known)
    root = tree_of(known.live, without=("page",))
    context = _around(known, known.live, root, f"/{known.live.path}/", now)
    found = [metric(node) for node in root.of_kind("metric")]
    context["metrics"] = sorted(found, key=lambda each: not each.rows)
    return render(request, "strategy/metrics.html", context)


@from_the_record
def changes(request: HttpRequest, now: datetime, address: str) -> HttpResponseBase:
    """What changed from each edition of a plan to the next, word by word for the last."""
    known = editions(PLAN, f"strategy/{address}", now)
    readable = known.readable
    if known.live is None:
        return _gone(request, known)
    root = tree_of(known.live, without=("page",))
    context = _around(known, known.live, root, f"/{known.live.path}/", now)
    if len(readable) > 1:
        context["differences"] = comparing.differences(
            tree_of(readable[1], without=("page",)), root
        )
        context["compared"] = readable[1]
    return render(request, "strategy/changes.html", context)


@from_the_record
def edition(request: HttpRequest, now: datetime, address: str, number: int) -> HttpResponseBase:
    """A plan as it was released then; the address is permanent."""
    known = editions(PLAN, f"strategy/{address}", now)
    release = known.number(number)
    if release.is_withdrawn:
        return withdrawn(request, release)
    return _plan(request, known, release, _permanent(address, number), now)


@from_the_record
def edition_part(
    request: HttpRequest, now: datetime, address: str, number: int, anchor: str
) -> HttpResponseBase:
    """A part of a plan as it was released then."""
    known = editions(PLAN, f"strategy/{address}", now)
    release = known.number(number)
    if release.is_withdrawn:
        return withdrawn(request, release)
    return _part(request, known, release, anchor, _permanent(address, number), now)


def _permanent(address: str, number: int) -> str:
    return reverse("public-plan-edition", args=(address, number))


@from_the_record
def pdf(
    request: HttpRequest, now: datetime, address: str, number: int | None = None
) -> HttpResponseBase:
    """The whole plan as one PDF, the live one or that of an edition."""
    known = editions(PLAN, f"strategy/{address}", now)
    release = known.live if number is None else known.number(number)
    if release is None:
        return _gone(request, known)
    if release.is_withdrawn:
        return withdrawn(request, release)
    return send(request, access.pack_file(release))
