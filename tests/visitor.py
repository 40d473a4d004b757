"""A visitor without JavaScript: follows links and fills in the forms that the pages hold."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from icsgov.boards.models import User

Value = str | list[str] | bool | SimpleUploadedFile | list[SimpleUploadedFile]


class Visitor:
    """One browser session. `page` is the parsed page that it looks at."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        if user is not None:
            self.client.force_login(user)
        self.url = "/"
        self.status = 0

    def get(self, url: str) -> "Visitor":
        """Go to an address, as a link would, following redirects."""
        return self._see(self.client.get(self._path(url), follow=True))

    def follow(self, words: str) -> "Visitor":
        """Follow the link whose words, or name for screen readers, these are; else LookupError."""
        return self.get(self._link(words).get("href"))

    def submit(self, button: str, fields: Mapping[str, Value] | None = None) -> "Visitor":
        """Fill in the form that has this button, and press it.

        A field is named as in the page; True ticks a box, False clears it.
        """
        form, pressed = self._form(button)
        data, files = self._values(form, dict(fields or {}))
        if pressed.get("name"):
            data[pressed.get("name")] = [pressed.get("value") or ""]
        url = self._path(pressed.get("formaction") or form.get("action") or "")
        if (form.get("method") or "get").lower() == "get":
            return self._see(self.client.get(url, data, follow=True))
        token = self.client.cookies.get("csrftoken")
        headers = {"X-CSRFToken": token.value} if token else {}
        sent = {**data, **files}
        return self._see(self.client.post(url, sent, headers=headers, follow=True))

    @property
    def text(self) -> str:
        """The words of the page's main part, runs of space as one."""
        main = self.page.find(".//main")
        return " ".join((main if main is not None else self.page).text_content().split())

    def _see(self, response: Any) -> "Visitor":
        self.response, self.status = response, response.status_code
        assert self.status < 500, self.status
        if response.redirect_chain:
            self.url = urljoin(self.url, response.redirect_chain[-1][0])
        else:
            self.url = response.request["PATH_INFO"]
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            self.page = html.fromstring(response.content)
        return self

    def _path(self, url: str) -> str:
        parts = urlsplit(urljoin(self.url, url))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _link(self, words: str) -> Any:
        for link in self.page.iter("a"):
            if words in (link.get("aria-label"), " ".join(link.text_content().split())):
                return link
        raise LookupError(f"There is no link “{words}” on {self.url}: {self.text[:600]}")

    def _form(self, button: str) -> tuple[Any, Any]:
        for each in self.page.xpath(".//button|.//input[@type='submit']"):
            said = " ".join((each.text_content() or each.get("value") or "").split())
            if said == button:
                return self._form_of(each), each
        raise LookupError(f"There is no button “{button}” on {self.url}: {self.text[:600]}")

    def _form_of(self, button: Any) -> Any:
        """The form around a button, or the one that it names."""
        named = button.get("form")
        if named:
            return self.page.get_element_by_id(named)
        return next(each for each in button.iterancestors() if each.tag == "form")

    def _values(
        self, form: Any, wanted: dict[str, Value]
    ) -> tuple[dict[str, list[str]], dict[str, Any]]:
        data: dict[str, list[str]] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        known = {field.get("name") for field in form.xpath(".//input|.//select|.//textarea")}
        files: dict[str, Any] = {}
        for name, value in wanted.items():
            assert name in known, f"no field {name} in {sorted(filter(None, known))}"
            if isinstance(value, bool):
                data.pop(name, None)
                if value:
                    data[name] = ["on"]
            elif isinstance(value, str):
                data[name] = [value]
            elif isinstance(value, list) and all(isinstance(each, str) for each in value):
                data[name] = list(value)  # type: ignore[arg-type]
            else:
                files[name] = value
        return data, files
