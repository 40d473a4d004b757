"""Readers of the desk for tests, what they see on a page, and what they send of its forms."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse


class Reader:
    """Somebody at a browser without JavaScript, or with htmx."""

    def __init__(self, user):
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def get(self, name, /, *args, htmx=False, **query):
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.get(reverse(name, args=args), query, headers=headers)

    def post(self, name, /, *args, htmx=False, follow=False, **data):
        headers = {"HX-Request": "true"} if htmx else {}
        url = reverse(name, args=args)
        return self.client.post(url, data, headers=headers, follow=follow)


def words(response):
    return unescape(response.content.decode())


def titles(meeting, part=1):
    return [item.title for item in meeting.items.filter(part=part).in_order()]


def form_of(reader, at, item, **changes):
    """What a browser would send of the row's form, with some fields changed."""
    page = reader.get("meeting", *at, edit=item.key).content.decode()
    row = page[page.index('class="agenda-edit"') :]
    fields = {
        "read": unescape(re.search(r'name="read" value="([^"]*)"', row).group(1)),
        "title": item.title,
        "kind": item.kind,
        "mode": item.mode,
        "minutes": item.minutes,
        "purposes": item.purposes,
        "lines": item.lines,
        "leads": [],
        "asks_verb": [],
        "asks_text": [],
    }
    return {**fields, **changes}
