"""The client of the HTTP API: one request at a time, and every way it can fail as one of ``exits``.

Rule 1: the token goes to the server that was named and nowhere else: no redirect is followed, and no proxy or netrc
of the environment is asked.
Rule 2: what a server says is shown, never obeyed, and cleaned on the way.
"""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from mayfly.cli.exits import RefusedByServer, TooMany, Unreachable
from mayfly.config.variables import variable

if TYPE_CHECKING:
    import httpx2

DEFAULT_URL = "http://127.0.0.1:8080"
# A server on the other side of the world answers within this, or it is not well.
_ANSWER_SECONDS = 20.0
# Nothing that is longer is a token; whoever pipes in a film learns it soon.
_TOKEN_LETTERS = 4096


def url_option(command: Any) -> Any:
    """Add ``--url`` to a command."""
    option = click.option("--url", callback=_read_url, help=f"Where the server is; else MAYFLY_URL, or {DEFAULT_URL}.")
    return option(command)


def token_option(command: Any) -> Any:
    """Say to whoever tries it that a token is never an argument."""
    return click.option("--token", hidden=True, expose_value=False, callback=_refuse_token)(command)


def _read_url(_context: click.Context, _parameter: click.Parameter, url: str | None) -> str:
    from urllib.parse import urlsplit

    url = url or variable("MAYFLY_URL") or DEFAULT_URL
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or not url.isprintable():
        raise click.BadParameter(f"{url!r} is not the address of a server; write for example {DEFAULT_URL}.")
    return url.split("#")[0].rstrip("/")


def _refuse_token(_context: click.Context, _parameter: click.Parameter, token: str | None) -> None:
    if token is not None:
        raise click.UsageError(
            "A token is never an argument: others on this machine could read it. Set MAYFLY_TOKEN, or pipe it in."
        )


def read_token() -> str:
    """Take the token from MAYFLY_TOKEN, or the first line of standard input."""
    token = variable("MAYFLY_TOKEN")
    if not token:
        if sys.stdin is None or sys.stdin.isatty():
            raise click.UsageError("No token: set MAYFLY_TOKEN, or pipe it to standard input.")
        token = sys.stdin.readline(_TOKEN_LETTERS)
    token = token.strip()
    if not token:
        raise click.UsageError("No token: MAYFLY_TOKEN is not set, and standard input is empty.")
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise click.UsageError("This is no token: it holds characters that none has.")
    return token


class Server:
    """A running server, as seen by one command."""

    def __init__(self, url: str, token: str | None = None) -> None:
        import httpx2

        self._url = url
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = httpx2.Client(headers=headers, follow_redirects=False, trust_env=False)

    def get(self, path: str, *, wait_seconds: float = 0, **parameters: Any) -> Any:
        """Get what lies under ``/api/v1`` + path, as JSON; None for "there is nothing"."""
        given = {name.rstrip("_"): value for name, value in parameters.items() if value not in (None, "")}
        if wait_seconds:
            given["wait"] = f"{wait_seconds:g}"
        return self._json(self._ask("GET", path, wait_seconds=wait_seconds, params=given))

    def get_raw(self, path: str) -> bytes:
        """Get the octets that lie under a path."""
        return self._ask("GET", path).content

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Send a JSON body; give the JSON of the answer."""
        return self._json(self._ask("POST", path, json=body))

    def delete(self, path: str) -> Any:
        """Delete what lies under a path; give the JSON of the answer."""
        return self._json(self._ask("DELETE", path))

    def _ask(self, method: str, path: str, *, wait_seconds: float = 0, **rest: Any) -> "httpx2.Response":
        import httpx2

        try:
            response = self._client.request(
                method, f"{self._url}/api/v1{path}", timeout=_ANSWER_SECONDS + wait_seconds, **rest
            )
        except httpx2.TimeoutException:
            raise Unreachable(f"{self._url} does not answer.") from None
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise Unreachable(f"{self._url} cannot be reached ({_reason(error)}).") from None
        if response.status_code >= 300:
            raise _trouble(self._url, response)
        return response

    def _json(self, response: "httpx2.Response") -> Any:
        if response.status_code == 204:
            return None
        try:
            answer = json.loads(response.content)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise Unreachable(f"{self._url} answers, but it is not a Mayfly server.")
        return answer


def _reason(error: Exception) -> str:
    """Give the bottom of a chain of causes: there the system says what it is."""
    bottom: BaseException = error
    while (below := bottom.__cause__ or bottom.__context__) is not None:
        bottom = below
    return str(getattr(bottom, "strerror", None) or bottom or type(error).__name__)


def _trouble(url: str, response: "httpx2.Response") -> Unreachable | RefusedByServer:
    """Turn an answer that is no success to words: 5xx may work later, all else is a no."""
    status = response.status_code
    problem: Any = None
    if "json" in response.headers.get("content-type", ""):
        try:
            problem = json.loads(response.content)
        except (ValueError, RecursionError):
            problem = None
    if not isinstance(problem, dict) or "title" not in problem:
        return Unreachable(f"{url} answers with {status}, but it is not a Mayfly server; look at --url.")
    words = f"{problem.get('title')}."
    detail = problem.get("detail")
    if isinstance(detail, str) and detail:
        words += f" {detail}"
    errors = problem.get("errors")
    for error in errors if isinstance(errors, list) else ():
        if isinstance(error, dict):
            words += f"\n{error.get('pointer', '')}: {error.get('detail', '')}"
    if status == 401:
        words += " Set MAYFLY_TOKEN."
    retry = response.headers.get("retry-after", "")
    retry_seconds = int(retry) if retry.isascii() and retry.isdigit() and len(retry) < 6 else 0
    if retry_seconds:
        words += f" Try again in {retry_seconds} s."
    if status == 429:
        return TooMany(words, retry_seconds)
    return Unreachable(words) if status >= 500 else RefusedByServer(words)
