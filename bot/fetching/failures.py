"""What went wrong on the way, in words for the person who gave the link."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import aiohttp
from yarl import URL

from bot.errors import SourceError
from bot.fetching.locations import shown_host


@contextmanager
def explaining(url: URL, asked: URL) -> Iterator[None]:
    """Whatever the network does becomes a SourceError. `asked` is the link as given, `url` the present stop.

    aiohttp wraps every error of the network; a name that no look-up can encode stays a UnicodeError.
    """
    try:
        yield
    except SourceError as error:
        raise _located(error.reason, url, asked) from error
    except (aiohttp.ClientError, UnicodeError) as error:
        raise _located(_reason(error, shown_host(url)), url, asked) from error


def refused_status(status: int, host: str) -> SourceError:
    match status:
        case 401 | 403:
            advice = "it wants a sign-in or keeps bots out: download the file and attach it"
        case 404 | 410:
            advice = "there is nothing at this link: check it in a browser"
        case 429:
            advice = "it has been asked too often: try again later"
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            advice = "it has trouble of its own: try again later"
        case _:
            advice = "that is no document: check the link in a browser"
    return SourceError(f"{host} answered with HTTP status {status}, {advice}")


def _located(reason: str, url: URL, asked: URL) -> SourceError:
    return SourceError(reason if url == asked else f"after a redirect to {shown_host(url)}: {reason}")


def _reason(error: Exception, host: str) -> str:
    match error:
        case aiohttp.ClientConnectorDNSError() | UnicodeError():
            reason = "cannot be found by its name: check the link's spelling, or try again later"
        case aiohttp.ClientConnectorCertificateError():
            reason = f"has no valid certificate ({_flaw(error)}): download the file and attach it"
        case aiohttp.ClientSSLError():
            reason = "does not speak https properly: check the link in a browser"
        case aiohttp.ClientConnectorError():
            reason = f"cannot be reached ({_cause(error)}): check the link, or try again later"
        case aiohttp.ClientPayloadError():
            reason = "sent a broken or unfinished answer: try again later"
        case aiohttp.ClientResponseError():
            reason = "does not answer like a web server: check the link in a browser"
        case aiohttp.InvalidURL():
            reason = "is no name that can be looked up: check the link's spelling"
        case _:
            reason = "broke the connection off: try again later"
    return f"{host} {reason}"


def _flaw(error: aiohttp.ClientConnectorCertificateError) -> str:
    return str(getattr(error.certificate_error, "verify_message", error.certificate_error))


def _cause(error: aiohttp.ClientConnectorError) -> str:
    """The system's words for the number alone: aiohttp's would add the address."""
    return os.strerror(error.errno) if error.errno else "no connection"
