"""An HTTPS proxy that answers for `api.weixin.qq.com` and hands every connection to the sandbox.

Most SDKs have the platform's origin written into their code. With `HTTPS_PROXY` and a trusted certificate they
reach the sandbox without a changed byte, over the TLS that they would speak to the platform.
"""

import asyncio
import contextlib
import ssl
import subprocess
import threading
import urllib.parse

HOST = "api.weixin.qq.com"


@contextlib.contextmanager
def front(sandbox, folder):
    """Starts the proxy in front of `sandbox`; yields the environment variables that send a client through it."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        + ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
        + ["-addext", "keyUsage=critical,digitalSignature,keyCertSign", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    upstream = urllib.parse.urlsplit(sandbox)

    async def serve(reader, writer):
        request = await reader.readuntil(b"\r\n\r\n")
        if not request.startswith(f"CONNECT {HOST}:443 ".encode()):
            writer.write(b"HTTP/1.1 502 This proxy knows one host\r\nContent-Length: 0\r\n\r\n")
            writer.close()
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.start_tls(tls)
        to_reader, to_writer = await asyncio.open_connection(upstream.hostname, upstream.port)
        await asyncio.gather(copy(reader, to_writer), copy(to_reader, writer))

    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(serve, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = server.sockets[0].getsockname()[1]
    try:
        yield {
            "HTTPS_PROXY": f"http://127.0.0.1:{port}",
            "https_proxy": f"http://127.0.0.1:{port}",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "REQUESTS_CA_BUNDLE": str(certificate),
        }
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def copy(reader, writer):
    """Copies bytes until either side ends, then ends the other."""
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
