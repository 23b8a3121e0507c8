"""The workbench on a socket: where it may listen, and what it tells at its start.

Public: :func:`serve`.
"""

from __future__ import annotations

import getpass
import ipaddress
import secrets
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from firsthand.errors import SettingsError
from firsthand.library import Library
from firsthand.settings import Settings
from firsthand.web.app import build
from firsthand.web.desk import Desk
from firsthand.web.security import Guard, is_loopback

#: Letters of a token at least: too many to guess over a network.
SHORTEST_TOKEN = 16


def guard_for(host: str, *, token: str | None, names: Sequence[str] = (), person: str | None = None) -> Guard:
    """What the server must ask of those who come.

    Args:
        host: Where it listens.
        token: What lets people in; needed wherever others than this machine can come.
        names: Further host names that the server goes by.
        person: Whom decisions are logged under when a browser says nothing else.

    Raises:
        SettingsError: It would be open to others without a token, or the token can be guessed.

    Example:
        >>> guard_for("0.0.0.0", token=None)
        Traceback (most recent call last):
        ...
        firsthand.errors.SettingsError: others can reach 0.0.0.0, so a token is needed: ...
    """
    if token is not None and (len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise SettingsError(
            f"the token has {len(token)} letters; expected {SHORTEST_TOKEN} or more of printable ASCII. Take "
            f"for instance {secrets.token_urlsafe(24)}"
        )
    if token is None and not is_loopback(host):
        raise SettingsError(
            f"others can reach {host}, so a token is needed: put one in the environment as FIRSTHAND_TOKEN "
            f"(for instance {secrets.token_urlsafe(24)}) or in a file named by --token-file, and give it to "
            "those who may come in"
        )
    hosts = {"localhost", "127.0.0.1", "::1", *(n.lower() for n in names)}
    if not is_unspecified(host):
        hosts.add(host.lower())
    elif not names:
        # It listens at every address of this machine, so it goes by all of them.
        hosts |= {socket.gethostname().lower(), *_addresses()}
    return Guard(hosts=frozenset(hosts), person=person or _user(), token=token)


def serve(
    library: Library,
    *,
    host: str,
    port: int,
    guard: Guard,
    library_name: str,
    settings: Settings | None = None,
    say: Callable[[str], None],
) -> None:
    """Serve a library until interrupted.

    Raises:
        SettingsError: The address cannot be listened at.
    """
    import uvicorn

    app = build(Desk(library, settings), guard, library_name)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends each answer at once (TCP_NODELAY).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"cannot listen at {host}, port {port}: {error.strerror}; choose another with --host and --port"
        ) from error
    shown = "localhost" if is_unspecified(host) else f"[{host}]" if ":" in host else host
    say(f"Library {library_name}")
    say(f"Workbench at http://{shown}:{listening.getsockname()[1]}/ (stop with Ctrl-C)")
    if guard.token is not None:
        say("It asks for the token. Programs send it as 'Authorization: Bearer TOKEN'.")
        if not is_loopback(host):
            say("What goes over the network is not encrypted: put it behind a server that speaks HTTPS.")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=200,
        timeout_keep_alive=10,
    )
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def shown_place(place: str) -> str:
    """Where a library is, as it may be shown: of a database's address nothing that lets anybody in.

    Example:
        >>> shown_place("postgresql://ana:secret@db.example/desk?password=x"), shown_place("a.firsthand")
        ('postgresql://db.example/desk', 'a.firsthand')
    """
    parts = urlsplit(place)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}" if "://" in place else place


def is_unspecified(host: str) -> bool:
    """Whether a host stands for every address of the machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _addresses() -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return set()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
