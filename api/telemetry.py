"""What operators see: structured logs with request ids, and metrics for Prometheus."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_SHOWN_EXTRAS = ("method", "path", "status", "client", "seconds", "bytes")
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request id and what the record adds."""

    def format(self, record: logging.LogRecord) -> str:
        shown: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        shown |= {name: record.__dict__[name] for name in _SHOWN_EXTRAS if name in record.__dict__}
        if record.exc_info:
            shown["exception"] = self.formatException(record.exc_info)
        return json.dumps(shown, ensure_ascii=False)


def configure_logging(level: str) -> None:
    """Send all logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


class Metrics:
    """Counts of one application, in a registry of its own."""

    def __init__(self, figures: Callable[[], Mapping[str, int]]) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter(
            "assay_http_requests", "Requests by route and status.", (*labels, "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "assay_http_request_seconds",
            "Time to answer, in seconds.",
            labels,
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._bytes = Counter("assay_http_sent_bytes", "Bytes of answers.", ("route",), registry=self.registry)
        for name in ("workers", "idle", "waiting", "long"):
            gauge = Gauge(f"assay_pool_{name}", f"Pool of query workers: {name}.", registry=self.registry)
            gauge.set_function(lambda name=name: figures()[name])  # type: ignore[misc]

    def count(self, method: str, route: str, status: int, seconds: float, sent_bytes: int) -> None:
        """Count one request; an unknown method counts as OTHER."""
        known = method if method in _METHODS else "OTHER"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)
        self._bytes.labels(route).inc(sent_bytes)

    def text(self) -> bytes:
        """Return the metrics in Prometheus' text format."""
        return generate_latest(self.registry)
