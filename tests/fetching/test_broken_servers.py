import asyncio
import shutil
import socket
import ssl
import struct
import subprocess
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.fetching.fetch import fetch
from tests.fetching.servers import LOOPBACK, Visits, sending, serving

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    _make_certificate(openssl, key, certificate)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


def _make_certificate(openssl: str, key: Path, certificate: Path) -> None:
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([openssl, "req", "-x509", "-nodes", *curve, *files, *name], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "broke the connection off"),
        (b"+PONG\r\n", "does not answer like a web server"),
        (b"220 mail.example ESMTP\r\n", "does not answer like a web server"),
        (OK + b"X: " + b"x" * 20_000 + b"\r\n\r\n", "does not answer like a web server"),
        (OK + b"Content-Length: -5\r\n\r\n", "does not answer like a web server"),
        (OK + b"Content-Length: 5\r\n\r\nabc", "broken or unfinished answer"),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde", "broken or unfinished answer"),
        (OK + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nabcde", "answer"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "answer"),
    ],
)
async def test_broken_answer_is_explained(answer: bytes, reason: str) -> None:
    async with sending(answer) as port:
        with pytest.raises(SourceError, match=f"^127.0.0.1 .*{reason}"):
            await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)


@pytest.mark.parametrize(
    ("beginning", "reason"), [(b"", "broke the connection off"), (OK + b"Content-Length: 9\r\n\r\nabc", "unfinished")]
)
async def test_connection_reset_is_explained(beginning: bytes, reason: str) -> None:
    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """With a linger time of zero, closing sends RST instead of FIN."""
        await reader.readuntil(b"\r\n\r\n")
        writer.write(beginning)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        await asyncio.sleep(0.05)
        writer.transport.abort()

    async with await asyncio.start_server(reset, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(SourceError, match=reason):
            await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)


async def test_closed_port_is_explained() -> None:
    async with sending() as port:
        pass
    with pytest.raises(SourceError, match=r"^127\.0\.0\.1 cannot be reached \(Connection refused\)"):
        await fetch(f"http://127.0.0.1:{port}/", LOOPBACK)


async def test_https_link_to_a_plain_server_is_explained() -> None:
    async with serving(Visits().answer) as port:
        with pytest.raises(SourceError, match="does not speak https properly"):
            await fetch(f"https://127.0.0.1:{port}/", LOOPBACK)


async def test_certificate_of_nobody_is_refused(self_signed: ssl.SSLContext) -> None:
    visits = Visits()
    async with serving(visits.answer, tls=self_signed) as port:
        with pytest.raises(SourceError, match=r"has no valid certificate \(self-signed certificate\)"):
            await fetch(f"https://127.0.0.1:{port}/", LOOPBACK)
    assert visits.requests == []
