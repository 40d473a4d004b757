"""Recordings of meetings: where they are watched, and from which second an item is."""

import json
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID

from icsgov.record.kinds import Kind, register
from icsgov.record.models import Entry, Release

RECORDING: Final = "recording"
register(Kind(RECORDING, searchable=False))
YOUTUBE: Final = ("youtube.com", "youtu.be", "youtube-nocookie.com")


@dataclass(frozen=True)
class Watch:
    """A place in a recording: its address, and the seconds from the beginning."""

    address: str
    seconds: int

    @property
    def url(self) -> str:
        """The address at which the recording begins there."""
        return moment(self.address, self.seconds)

    @property
    def clock(self) -> str:
        """0:12:30."""
        return clock(self.seconds)


@dataclass(frozen=True)
class Recording:
    """A released recording: its address, and the seconds at which items begin by their keys."""

    address: str
    times: Mapping[str, int]

    @property
    def host(self) -> str:
        """Where it is kept, so that readers know whose site they go to."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    def of(self, key: Any) -> Watch | None:
        """Where the item with this key begins, if anybody said."""
        seconds = self.times.get(str(key))
        return None if seconds is None else Watch(self.address, seconds)


def recording(meeting: UUID, now: datetime) -> Recording | None:
    """The recording of a meeting that the public has now (1 query)."""
    return recordings([meeting], now).get(meeting)


def recordings(meetings: Collection[UUID], now: datetime) -> dict[UUID, Recording]:
    """The recordings that the public has now, by the keys of meetings (1 query)."""
    live = Release.objects.for_public(now).live(now)
    live = live.filter(kind=RECORDING, subject__in=list(meetings))
    roots = Entry.objects.filter(release__in=live, seq=0).select_related("release")
    return {
        root.release.subject: Recording(root.data["address"], root.data["times"]) for root in roots
    }


def clock(seconds: int) -> str:
    """Seconds as 0:12:30."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def moment(address: str, seconds: int) -> str:
    """The address that begins at a second, as its host wants it said.

    YouTube takes ?t=750s, Vimeo #t=750s, Microsoft Stream what its own share button writes; any
    other a media fragment, #t=750 (W3C Media Fragments), which does no harm where it is unknown.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _is(host, *YOUTUBE):
        return urlunsplit(parts._replace(query=_query(parts.query, t=f"{seconds}s")))
    if _is(host, "vimeo.com"):
        return urlunsplit(parts._replace(fragment=f"t={seconds}s"))
    if _is(host, "sharepoint.com"):
        nav = json.dumps({"playbackOptions": {"startTimeInSeconds": seconds}})
        coded = b64encode(nav.encode()).decode()
        return urlunsplit(parts._replace(query=_query(parts.query, nav=coded)))
    return urlunsplit(parts._replace(fragment=f"t={seconds}"))


def _is(host: str, *names: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _query(query: str, **more: str) -> str:
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in more]
    return urlencode([*kept, *more.items()])
