"""Word, PowerPoint and Excel files to tagged PDF: LibreOffice, inside the cage.

One soffice per job, with a profile of its own: no macros, no active content, no linked content.
Measured: the fresh profile costs a second start of the program unless it names the build that
made it.
"""

import json
import os
import subprocess
import time
from functools import lru_cache
from pathlib import Path
from shutil import which

from icsgov.press.kinds import Kind

PACKAGES = "libreoffice-writer-nogui, libreoffice-impress-nogui and libreoffice-calc-nogui"
READERS = {
    Kind.DOCX: ("MS Word 2007 XML", "writer_pdf_Export"),
    Kind.PPTX: ("Impress MS PowerPoint 2007 XML", "impress_pdf_Export"),
    Kind.XLSX: ("Calc MS Excel 2007 XML", "calc_pdf_Export"),
}
EXPORT = {
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "ExportFormFields": False,
    "ExportNotes": False,
    "ExportNotesInMargin": False,
    "ExportNotesPages": False,
    "ExportHiddenSlides": False,
    "ReduceImageResolution": False,
}
# Settings of the profile: path, name, value.
SETTINGS = (
    ("org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
)
STARTS_AGAIN = 81  # exit status: the profile is new, start once more


@lru_cache(maxsize=1)
def program() -> Path | None:
    """Where LibreOffice's own program lies, or None where it is not installed."""
    script = which("soffice") or which("libreoffice")
    if script is None:
        return None
    found = Path(script).resolve().with_name("soffice.bin")
    return found if found.exists() else None


class Conversion:
    """One running conversion of `source` (a plain file name) in the current folder."""

    def __init__(self, soffice: Path, source: str, kind: Kind) -> None:
        self.folder = Path.cwd()
        self.result = self.folder / "converted" / Path(source).with_suffix(".pdf").name
        self.argv = _argv(soffice, self.folder / source, kind)
        self.environment = _environment(soffice)
        _furnish_profile(self.folder / "profile", soffice)
        self.process = self._start()

    def finish(self) -> Path | None:
        """Wait for the PDF; None where there is none. The cage limits the time."""
        if self._wait() == STARTS_AGAIN:
            self.process = self._start()
            self._wait()
        return self.result if self._is_done() else None

    def _wait(self) -> int:
        """Wait until the PDF is there or the program has ended; its exit status.

        The program spends a tenth of its time on leaving in good order, which nobody needs.
        """
        while self.process.poll() is None and not self._is_done():
            time.sleep(0.01)
        self.process.kill()
        return self.process.wait()

    def _is_done(self) -> bool:
        """Whether the PDF is whole: no lock or half-written copy beside it, and it has an end."""
        folder = self.result.parent
        if not folder.exists() or [path.name for path in folder.iterdir()] != [self.result.name]:
            return False
        with self.result.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 20))
            return file.read().rstrip().endswith(b"%%EOF")

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self.argv, env=self.environment, stdout=subprocess.DEVNULL)


def _argv(soffice: Path, source: Path, kind: Kind) -> list[str]:
    reader, writer = READERS[kind]
    options = {
        name: {"type": "boolean", "value": str(value).lower()} for name, value in EXPORT.items()
    }
    return [
        str(soffice),
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        *"--headless --nologo --norestore --nolockcheck --nodefault --nofirststartwizard".split(),
        f"--infilter={reader}",
        "--convert-to",
        f"pdf:{writer}:{json.dumps(options)}",
        "--outdir",
        str(source.parent / "converted"),
        str(source),
    ]


def _environment(soffice: Path) -> dict[str, str]:
    """The cage's environment, and where the libraries lie: the cage has no /proc to tell."""
    return dict(os.environ) | {
        "LD_LIBRARY_PATH": str(soffice.parent),
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _furnish_profile(profile: Path, soffice: Path) -> None:
    """Write the settings, and the mark of the build that spares a second start."""
    user = profile / "user"
    (user / "extensions").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )
    for line in soffice.with_name("versionrc").read_text().splitlines():
        if line.startswith("buildid="):
            (user / "extensions" / "buildid").write_text(line.removeprefix("buildid="))
