"""A mail server's answer that a letter did not arrive, read in the cage (RFC 3464)."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

Tell = Callable[[str], None]
# The number of a letter of ours: the part of its Message-ID before the @.
NUMBER = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
MOST_PARTS = 200
MOST_TEXT = 1_000_000


def read(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Numbers of our letters that it names, and of each address what became of it."""
    source = Path(job["source"])
    if job["ending"] == ".msg":
        return _outlook(source)
    with source.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
    told = [each for part in parts for each in _told(part)]
    text = " ".join(words for part in parts for words in _words(part))
    return {"numbers": NUMBER.findall(text), "told": told}


def _told(part: Message) -> Iterator[dict[str, str]]:
    """What a delivery report says, address by address."""
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return
    for block in part.get_payload():
        address = _field(block, "Final-Recipient") or _field(block, "Original-Recipient")
        if address:
            yield {
                "to": address.rpartition(";")[2].strip().strip("<>").lower(),
                "action": _field(block, "Action").lower(),
                "words": _said(block),
            }


def _said(block: Any) -> str:
    """In the server's words; its number where it has none."""
    words = _field(block, "Diagnostic-Code").rpartition("; ")[2] or _field(block, "Status")
    return " ".join(words.split())[:400]


def _field(block: Any, name: str) -> str:
    try:
        return str(block.get(name) or "").strip()
    except (ValueError, IndexError, AttributeError):  # a header that Python cannot parse
        return ""


def _words(part: Message) -> Iterator[str]:
    """Headers that hold numbers of letters, and the text of a part."""
    for name in ("Message-ID", "In-Reply-To", "References", "X-Failed-Message-ID"):
        yield _field(part, name)
    if part.get_content_maintype() == "text" and isinstance(part, EmailMessage):
        content = part.get_payload(decode=True)
        yield content[:MOST_TEXT].decode(errors="replace") if isinstance(content, bytes) else ""


def _outlook(source: Path) -> dict[str, Any]:
    """Outlook keeps the report as a text for people: only numbers can be read from it.

    They are looked for in the texts of the message, and in the file as it lies, which also holds
    those of a message within it.
    """
    raw = source.read_bytes()
    texts = [raw.decode("utf-16-le", errors="ignore"), raw.decode("latin-1"), *_texts(source)]
    found = [each for text in texts for each in NUMBER.findall(text)]
    return {"numbers": list(dict.fromkeys(found)), "told": []}


def _texts(source: Path) -> Iterator[str]:
    """The texts of an Outlook message; of what is none, or is damaged, nothing."""
    from oxmsg import Message as Outlook

    try:
        message = Outlook.load(str(source))
        yield message.body or ""
        yield message.html_body or ""
        yield from message.message_headers.values()
    except Exception:  # whatever the library trips over, the file as it lies is read all the same
        return
