"""Serve a site as a good host does: compressed, with the right headers (see hosting/nginx.conf)."""

import functools
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

FOR_EVER: Final = re.compile(r"\.[0-9a-f]{12}\.(?:css|js)$|/pagefind/(?:fragment|index)/")
"""Of addresses that stand for their content."""
_ENCODINGS: Final = {"br": ".br", "gzip": ".gz"}


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as everywhere

    def __init__(self, *args: object, directory: Path, policy: str | None) -> None:
        self._policy = policy
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socket and peer

    def do_GET(self) -> None:
        """Send a file, compressed if there is such a copy and the reader takes it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = HTTPStatus.OK
        if not path.is_file():
            path, status = Path(self.directory, "404.html"), HTTPStatus.NOT_FOUND
        accepted = self.headers.get("Accept-Encoding", "")
        encoding = next(
            (
                name
                for name, suffix in _ENCODINGS.items()
                if name in accepted and path.with_name(path.name + suffix).is_file()
            ),
            None,
        )
        suffix = _ENCODINGS[encoding] if encoding else ""
        content = path.with_name(path.name + suffix).read_bytes() if path.is_file() else b""
        self.send_response(status)
        kind = self.guess_type(path)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Content-Length", str(len(content)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        if status == HTTPStatus.OK:
            lasting = FOR_EVER.search(self.path)
            self.send_header(
                "Cache-Control", "public, max-age=31536000, immutable" if lasting else "no-cache"
            )
        if self._policy:
            self.send_header("Content-Security-Policy", self._policy)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Say nothing: what the browser finds is what counts."""


@contextmanager
def serve(folder: Path, policy: str | None = None) -> Iterator[str]:
    """Serve a folder on this machine; yield its address.

    :param folder: what to serve
    :param policy: the Content-Security-Policy to send
    """
    handler = functools.partial(_Handler, directory=folder, policy=policy)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
