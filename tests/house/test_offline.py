"""No verb ever reaches for the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ..hostile import page

#: Put before everything else in a process of its own, and inherited by its workers: any use of a
#: socket that could leave the machine ends it (audit events come from C code too), and Python has
#: no sockets at all.
BLOCK = """
import os, socket, sys
def refuse(event, args):
    reaching = event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")
    if event in ("socket.connect", "socket.sendto"):
        reaching = isinstance(args[1], tuple)  # the address of a socket of this machine is a name
    if reaching:
        os.write(2, b"the network was reached for\\n")
        os._exit(77)
sys.addaudithook(refuse)
class Blocked(socket.socket):
    def __init__(self, *args, **kwargs):
        raise OSError("there are no sockets here")
socket.socket = Blocked
from newsclean.cli import main
main(sys.argv[1:])
"""
LURE = """<?xml version="1.0"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://127.0.0.1:9/x.dtd"
  [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p; <!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><base href="http://127.0.0.1:9/">
<script type="application/ld+json">{"@context": "http://127.0.0.1:9/ld", "@type": "NewsArticle",
  "url": "http://127.0.0.1:9/u", "image": "http://127.0.0.1:9/i.png"}</script><p>&e;</p>
"""
PIPELINE = """
inputs = ["in"]
[[steps]]
verb = "extract"
[[steps]]
verb = "export"
output = "all.jsonl"
"""


def test_no_verb_reaches_for_the_network(bed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):  # enough for workers to be started
        (folder / f"{number}.html").write_text(LURE + page(number))
    (tmp_path / "pipeline.toml").write_text(PIPELINE)
    chain = ["extract", "--learn", "--evidence", bed, "normalize", "dedupe", "--mark", "preview"]
    for words in (
        [*chain, "export", "-f", "markdown", "-o", f"{tmp_path}/out/"],
        ["extract", "in", "-j2", "--state", "s.db", "normalize", "dedupe", "--seen", "d.db"],
        ["run", "pipeline.toml"],
        ["seen", "d.db"],
        ["explain", "in/1.html"],
        ["learn", "in"],
        ["schema"],
    ):
        ended = subprocess.run(
            [sys.executable, "-c", BLOCK, *words], capture_output=True, timeout=120, cwd=tmp_path
        )
        assert ended.returncode == 0, ended.stderr.decode()
        assert b"reached for" not in ended.stderr
    assert list((tmp_path / "out").iterdir())


def test_the_block_works(tmp_path: Path) -> None:
    reach = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    block = BLOCK.partition("class Blocked")[0]
    ended = subprocess.run([sys.executable, "-c", block + reach], capture_output=True)
    assert ended.returncode == 77
