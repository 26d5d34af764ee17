"""Files appear whole or not at all."""

import os
import stat
import subprocess
import sys

import pytest

from newsclean.system.errors import OutputError
from newsclean.system.files import atomic_text

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and devices")


def listing(folder) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_appears_when_it_is_complete(tmp_path) -> None:
    target = tmp_path / "a.txt"
    with atomic_text(str(target)) as out:
        out.write("Fähre\n")
        out.flush()
        assert not target.exists()
    assert target.read_bytes() == "Fähre\n".encode()
    assert listing(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, GeneratorExit, OSError])
def test_a_failure_leaves_what_was_there(tmp_path, stop) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(stop), atomic_text(str(target)) as out:
        out.write("new")
        raise stop
    assert target.read_text() == "old"
    assert listing(tmp_path) == ["a.txt"]


KILLED = """
import os, signal, sys
from newsclean.system.files import atomic_text
with atomic_text(sys.argv[1]) as out:
    out.write("half")
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
def test_a_killed_run_leaves_no_half_file_and_the_next_one_tidies_up(tmp_path) -> None:
    target = tmp_path / "a.txt"
    subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    assert not target.exists()
    with atomic_text(str(tmp_path / "b.txt")), atomic_text(str(target)) as out:
        out.write("whole")  # the file of the run that lives, b.txt, is not taken for a dead one's
    assert target.read_text() == "whole"
    assert listing(tmp_path) == ["a.txt", "b.txt"]


@posix
def test_permissions_follow_the_umask_and_never_widen(tmp_path) -> None:
    umask = os.umask(0o027)
    try:
        fresh, private = tmp_path / "fresh", tmp_path / "private"
        private.touch(mode=0o600)
        for target in (fresh, private):
            with atomic_text(str(target)) as out:
                out.write("x")
        assert stat.S_IMODE(fresh.stat().st_mode) == 0o640
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
    finally:
        os.umask(umask)


@posix
def test_a_link_that_the_user_named_is_followed(tmp_path) -> None:
    (tmp_path / "latest").symlink_to("real.txt")
    with atomic_text(str(tmp_path / "latest")) as out:
        out.write("x")
    assert (tmp_path / "latest").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "x"


@posix
def test_devices_and_pipes_are_written_to_as_they_are(tmp_path) -> None:
    with atomic_text(os.devnull) as out:
        out.write("x")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116
    reader, writer = os.pipe()
    with atomic_text(f"/dev/fd/{writer}") as out:
        out.write("x")
    os.close(writer)
    assert os.read(reader, 9) == b"x"
    os.close(reader)


@pytest.mark.parametrize("name", ["missing/a.txt", "folder", "n\0l", "n" * 300])
def test_errors_are_one_line_that_names_the_file(tmp_path, name) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as caught, atomic_text(str(tmp_path / name)) as out:
        out.write("x")
    message = str(caught.value)
    assert message.startswith("cannot write ")
    assert "\n" not in message and "\0" not in message
    assert listing(tmp_path) == ["folder"]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is a device of Linux")
def test_a_full_disk_is_said() -> None:
    with (
        pytest.raises(OutputError, match="cannot write /dev/full: No space left"),
        atomic_text("/dev/full") as out,
    ):
        out.write("x")


def test_a_fresh_file_does_not_replace_what_came_meanwhile(tmp_path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(FileExistsError), atomic_text(str(path), fresh=True) as out:
        out.write("mine")
        path.write_text("another's")
    assert path.read_text() == "another's"
    assert list(tmp_path.iterdir()) == [path]
    path.unlink()
    with atomic_text(str(path), fresh=True) as out:
        out.write("mine")
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]
