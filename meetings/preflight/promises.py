"""Checks of what was promised for this meeting, or slipped past one before it."""

from collections.abc import Iterator

from icsgov.nhsuk.dates import date_words
from meetings.drafts import Draft
from meetings.preflight.findings import Finding, Mend, Warning


def promise_findings(draft: Draft) -> Iterator[Finding]:
    """Promises that no item of an agenda keeps yet."""
    for entry in draft.owed:
        target = entry.target
        if target is None:
            continue
        when = "this meeting" if target.pk == draft.meeting.pk else date_words(target.date)
        sentence = f"“{entry.title}” was to come back on {when}, and no agenda has it."
        mend = Mend("desk-promise", "Open the promise", {"key": entry.key})
        yield Warning("promised", sentence.replace("on this", "at this"), mend)
