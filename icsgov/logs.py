"""Log lines as JSON, one object a line, without query strings or signed links."""

import json
import logging
import re
from datetime import UTC, datetime

QUERY = re.compile(r"(?<=\S)\?\S+")
SIGNED = re.compile(r"[\w.-]+:[\w-]{5,8}:[\w-]{27,}")


class JSONFormatter(logging.Formatter):
    """Time (UTC), level, logger, message and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _redacted(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = _redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _redacted(text: str) -> str:
    return SIGNED.sub("[signed]", QUERY.sub("?[query]", text))
