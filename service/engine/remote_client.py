"""Talks with a remote engine over HTTP: queries and updates by SPARQLWrapper, graphs by the Graph Store Protocol.

SPARQLWrapper can't put a graph, so that is done by the standard library, as SPARQLWrapper itself asks. Knows no
release, and nothing of what an answer says. Blocks.
"""

import ast
import base64
import ssl
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from math import ceil
from typing import Final, cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from ontology.language import Phrase
from service.engine.profiles import PROFILES, Authentication, Profile
from service.release.releases import ReleaseError
from service.release.remote_endpoint import RemoteEndpoint

_MOST_SAID: Final = 4096
_SENT: Final = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password; the password is not shown with the rest."""

    user: str
    password: str = field(repr=False)


class RemoteError(ReleaseError):
    """What a remote engine did not do."""


class UnreachableError(RemoteError):
    """It can't be reached, or did not answer in time."""


class SilentError(UnreachableError):
    """It did not answer in time."""


class DeniedError(RemoteError):
    """It does not let us do this."""


class AnsweredError(RemoteError):
    """It answered with a status that is no success; `code` is that status and `said` the begin of its words."""

    def __init__(self, address: str, code: int, said: str) -> None:
        # Virtuoso repeats the query behind what is wrong with it.
        super().__init__(_ANSWERED, address=address, code=code, said=said.partition("\n\n")[0].strip() or "-")
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class RemoteClient:
    """Asks and changes the engine of an endpoint; `timeout_s` is how long it may be silent."""

    endpoint: RemoteEndpoint
    credentials: Credentials | None = None
    timeout_s: float = 60.0

    @property
    def profile(self) -> Profile:
        """The profile of the engine."""
        return PROFILES[self.endpoint.profile]

    def query(
        self,
        text: str,
        media_type: str,
        dataset: Mapping[str, list[str]] | None = None,
        timeout_s: float | None = None,
    ) -> HTTPResponse:
        """The answer to a query, to be read and closed; `dataset` are further parameters of the request.

        Raises:
            RemoteError: there is none.
        """
        wrapper = self._wrapper(text, timeout_s)
        wrapper.addCustomHttpHeader("Accept", media_type)
        for name, values in (dataset or {}).items():
            for value in values:
                wrapper.addParameter(name, value)
        if self.profile.authentication is Authentication.BASIC:
            self._sign(wrapper, self.endpoint.query)
        try:
            return self._send(wrapper, self.endpoint.query)
        except DeniedError:
            if not self._sign(wrapper, self.endpoint.query):
                raise
            return self._send(wrapper, self.endpoint.query)

    def update(self, text: str) -> None:
        """Change the data by SPARQL 1.1 Update.

        Raises:
            RemoteError: it was not changed, as far as is known.
        """
        wrapper = self._wrapper(text, None)
        wrapper.queryType = "INSERT"
        self._sign(wrapper, self.endpoint.update)
        with self._send(wrapper, self.endpoint.update) as response:
            response.read()

    def put(self, graph: str, content: bytes) -> None:
        """Have a graph hold these N-Triples and no others.

        Raises:
            RemoteError: it does not, as far as is known.
        """
        self._change("PUT", graph, content)

    def post(self, graph: str, content: bytes) -> None:
        """Add N-Triples to a graph.

        Raises:
            RemoteError: they were not, as far as is known.
        """
        self._change("POST", graph, content)

    def delete(self, graph: str) -> None:
        """Remove a graph, if it is there.

        Raises:
            RemoteError: it is still there, as far as is known.
        """
        try:
            self._change("DELETE", graph, None)
        except AnsweredError as error:
            if error.code != 404:
                raise

    def _wrapper(self, text: str, timeout_s: float | None) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.endpoint.query, self.endpoint.update)
        # `setQuery` would search the text by a pattern that takes time without end on many prefixes.
        wrapper.queryString = text
        wrapper.setMethod(POST)  # in a form: Virtuoso never answers to a query as the body
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(ceil(timeout_s or self.timeout_s))  # which it cuts to whole seconds
        return wrapper

    def _sign(self, wrapper: SPARQLWrapper, address: str) -> bool:
        """Say who asks, if that is of use; SPARQLWrapper's own way is a setting of the whole process for digests."""
        request = urllib.request.Request(address, b"", method="POST")  # noqa: S310 - checked by profiles
        try:
            said = self._authorization(request)
        except (OSError, HTTPException) as error:
            raise _unreachable(address, error, self.timeout_s) from error
        if said is not None:
            wrapper.addCustomHttpHeader("Authorization", said)
        return said is not None

    def _send(self, wrapper: SPARQLWrapper, address: str) -> HTTPResponse:
        try:
            return wrapper.query().response
        except SPARQLWrapperException as error:
            raise self._refusal(address, *_answered(error)) from error
        except HTTPError as error:
            raise self._failure(address, error) from error
        except (OSError, HTTPException) as error:
            raise _unreachable(address, error, wrapper.timeout or self.timeout_s) from error

    def _change(self, method: str, graph: str, content: bytes | None) -> None:
        address = f"{self.endpoint.graphs}?graph={quote(graph, safe='')}"
        headers = {"Content-Type": _SENT} if content is not None else {}
        request = urllib.request.Request(address, content, headers, method=method)  # noqa: S310 - checked by profiles
        try:
            said = self._authorization(request)
            if said is not None:
                request.add_unredirected_header("Authorization", said)
            with urllib.request.urlopen(request, timeout=self.timeout_s) as response:  # noqa: S310 - idem
                response.read()
        except HTTPError as error:
            raise self._failure(self.endpoint.graphs, error) from error
        except (OSError, HTTPException) as error:
            raise _unreachable(self.endpoint.graphs, error, self.timeout_s) from error

    def _authorization(self, request: urllib.request.Request) -> str | None:
        """The header that says who asks, for the first request already: an engine that refuses one reads no body."""
        if self.credentials is None:
            return None
        user, password = self.credentials.user, self.credentials.password
        if self.profile.authentication is Authentication.BASIC:
            return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
        challenge = self._challenge(request.full_url)
        if challenge is None:
            return None
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, user, password)
        said = urllib.request.HTTPDigestAuthHandler(passwords).get_authorization(request, challenge)
        return said and f"Digest {said}"

    def _challenge(self, address: str) -> Mapping[str, str] | None:
        """What the engine asks of who wants something there; None where it asks nothing, or not in this way.

        It is asked by sending nothing, because an engine that lets anybody do this would do it.
        """
        asked = urllib.request.Request(address, b"", {"Content-Type": _SENT}, method="POST")  # noqa: S310 - idem
        try:
            with urllib.request.urlopen(asked, timeout=self.timeout_s):  # noqa: S310 - idem
                return None
        except HTTPError as error:
            with error:
                scheme, _, values = error.headers.get("WWW-Authenticate", "").partition(" ")
            if error.code != 401 or scheme.lower() != "digest":
                return None
            return urllib.request.parse_keqv_list(list(filter(None, urllib.request.parse_http_list(values))))

    def _failure(self, address: str, error: HTTPError) -> RemoteError:
        with error:
            said = error.read(_MOST_SAID).decode("utf-8", "replace")
        return self._refusal(address, error.code, said)

    def _refusal(self, address: str, code: int, said: str) -> RemoteError:
        if code in {401, 403} or "SECURITY:" in said:  # Virtuoso says 500 where one may not
            return DeniedError(_DENIED if self.credentials else _NOBODY, address=address)
        return AnsweredError(address, code, said)


def server_of(address: str, timeout_s: float) -> str:
    """What the server at an address says it is; empty where it says nothing.

    Raises:
        UnreachableError: there is none.
    """
    request = urllib.request.Request(address, method="GET")  # noqa: S310 - checked by profiles
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as response:  # noqa: S310 - idem
            return str(response.headers.get("Server", ""))
    except HTTPError as error:
        with error:
            return str(error.headers.get("Server", ""))
    except (OSError, HTTPException) as error:
        raise _unreachable(address, error, timeout_s) from error


def _unreachable(address: str, error: Exception, timeout_s: float) -> UnreachableError:
    why = error.reason if isinstance(error, URLError) else error
    if isinstance(why, TimeoutError):
        return SilentError(_SILENT, address=address, seconds=f"{timeout_s:g}")
    if isinstance(why, ssl.SSLError):
        return UnreachableError(_NO_TRUST, address=address, why=why.reason or str(why))
    said = why.strerror if isinstance(why, OSError) and why.strerror else str(why)
    return UnreachableError(_NOT_REACHED, address=address, why=said)


def _answered(error: SPARQLWrapperException) -> tuple[int, str]:
    """The status and the words of an answer that SPARQLWrapper made an exception of."""
    behind = error.__context__
    code = 500
    if isinstance(behind, HTTPError):
        code = behind.code
        behind.close()
    _, found, literal = str(error).partition("Response:\n")  # where it writes the body as a Python literal
    body = cast("bytes", ast.literal_eval(literal)) if found else b""
    return code, body.decode("utf-8", "replace")[:_MOST_SAID]


_ANSWERED: Final = Phrase(
    "{address}: antwoordde {code}: {said}",
    "{address}: answered {code}: {said}",
)
_DENIED: Final = Phrase(
    "{address}: laat dit niet toe met de opgegeven naam en het wachtwoord; verbeter DOELGRAAF_REMOTE_USER en "
    "DOELGRAAF_REMOTE_PASSWORD in de omgeving, of geef die gebruiker het recht om te schrijven",
    "{address}: does not allow this with the name and password that were given; correct DOELGRAAF_REMOTE_USER and "
    "DOELGRAAF_REMOTE_PASSWORD in the environment, or grant that user the right to write",
)
_NOBODY: Final = Phrase(
    "{address}: wil weten wie dit vraagt; zet naam en wachtwoord in DOELGRAAF_REMOTE_USER en DOELGRAAF_REMOTE_PASSWORD "
    "in de omgeving",
    "{address}: wants to know who asks this; put name and password in DOELGRAAF_REMOTE_USER and "
    "DOELGRAAF_REMOTE_PASSWORD in the environment",
)
_NOT_REACHED: Final = Phrase(
    "{address}: is niet te bereiken ({why}); draait de engine, en klopt het adres?",
    "{address}: can't be reached ({why}); is the engine running, and is the address right?",
)
_SILENT: Final = Phrase(
    "{address}: zweeg {seconds} seconden lang; draait de engine nog?",
    "{address}: was silent for {seconds} seconds; is the engine still running?",
)
_NO_TRUST: Final = Phrase(
    "{address}: het certificaat klopt niet ({why}); verbeter het, of voeg zijn uitgever toe aan die van dit systeem",
    "{address}: its certificate is not right ({why}); mend it, or add its issuer to those of this system",
)
