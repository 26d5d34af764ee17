"""No verb ever reaches for the network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

#: Put before everything else in a process of its own, workers included: any use of a socket that
#: could leave the machine ends it.
BLOCK = """
import os, socket, sys
def refuse(*args, **kwargs):
    sys.stderr.write("the network was reached for\\n")
    os._exit(77)
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
from newsclean.cli import main
main(sys.argv[1:])
"""


def test_no_verb_reaches_for_the_network(bed: Path, tmp_path: Path) -> None:
    chain = ["extract", "--learn", "--evidence", bed, "normalize", "dedupe", "--mark", "preview"]
    for words in (
        [*chain, "export", "-f", "markdown", "-o", f"{tmp_path}/out/"],
        ["explain", next(bed.glob("*.html"))],
        ["learn", bed],
        ["schema"],
    ):
        ended = subprocess.run(
            [sys.executable, "-c", BLOCK, *words], capture_output=True, timeout=120, env=os.environ
        )
        assert ended.returncode in (0, 1), ended.stderr.decode()
        assert b"reached for" not in ended.stderr
    assert list((tmp_path / "out").iterdir())
