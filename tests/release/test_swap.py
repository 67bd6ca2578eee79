"""A build that is killed, starved of disk or run twice at once leaves one complete release."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import effort
import harbour
from cli.running import run
from said import release
from said.release import manifest, swap
from said.schema import canonical
from said.system.errors import SaidError
from said.system.places import Checkout

pytestmark = pytest.mark.slow

# Builds, and kills itself at the given one of the events that open, make, move or remove a file.
KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from said import release
from said.system.places import Checkout

root, left = sys.argv[1], int(sys.argv[2])
events = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}

def hook(event, args):
    global left
    if event in events and str(args[0]).startswith(root):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

checkout = Checkout(Path(root))
sys.addaudithook(hook)
release.build_release(checkout, jobs=1)
print(left)
"""


def run_killed(checkout: Checkout, event: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED_BUILD, str(checkout.root), str(event)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def set_status(checkout: Checkout, status: str) -> None:
    """Takes a document into the release or out of it, so that the next build gives another one."""
    file = checkout.seeds / "003_bf3454ffed0dd5e7" / "document.json"
    metadata = json.loads(file.read_text())
    file.write_bytes(canonical.metadata({**metadata, "status": status}))


def complete_release(checkout: Checkout) -> str:
    """The digest of the release in place; fails unless everything of it is there and nothing
    else."""
    place = checkout.corpus / "0.1.0"
    told = manifest.read_manifest(place)
    assert told
    assert manifest.damaged_files(place, told) == []
    digest = told["digest"]
    assert digest in checkout.hub_file.read_text()
    left = [entry.name for entry in checkout.corpus.iterdir() if entry.name != ".lock"]
    assert left == ["0.1.0"]
    return digest


def count_events(checkout: Checkout) -> int:
    """The number of events of a build that is not killed; builds."""
    return 1_000_000 - int(run_killed(checkout, 1_000_000).stdout)


@pytest.mark.exhaustive
@pytest.mark.sampled
def test_killed_at_any_point_it_leaves_a_whole_release(built_checkout: Checkout):
    checkout = built_checkout
    set_status(checkout, "draft")
    events = {"draft": count_events(checkout)}
    short = complete_release(checkout)
    set_status(checkout, "adjudicated")
    events["adjudicated"] = count_events(checkout)
    full = in_place = complete_release(checkout)
    random_point = random.Random(50)
    outcomes = set()
    for trial in range(effort.examples(50, 10)):
        status = "draft" if in_place == full else "adjudicated"
        set_status(checkout, status)
        # The last events are the swap itself: few, and the ones that matter most.
        last = events[status]
        point = last - 2 * trial if trial < 4 else random_point.randint(1, last)
        assert run_killed(checkout, point).returncode == -signal.SIGKILL
        swap.repair_corpus(checkout)
        after = complete_release(checkout)
        assert after in (full, short)
        outcomes.add("undone" if after == in_place else "finished")
        in_place = after
    assert outcomes == {"undone", "finished"}


@pytest.mark.exhaustive
def test_workers_end_with_a_killed_build(checkout: Checkout):
    script = (
        "import sys; from pathlib import Path; from said.system.places import Checkout;"
        "from said.release import life; life.UNIT = 1;"
        "life.build_release(Checkout(Path(sys.argv[1])), jobs=2)"
    )
    command = [sys.executable, "-c", script, str(checkout.root)]
    build = subprocess.Popen(command, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list(checkout.corpus.glob(".next-*/parts/0*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    build.kill()
    build.wait()
    while group_lives(build.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not group_lives(build.pid)
    release.build_release(checkout, jobs=1)
    complete_release(checkout)


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("limit", [2_000, 20_000, 60_000])
@pytest.mark.exhaustive
def test_a_full_disk_leaves_the_old_release(built_checkout: Checkout, limit: int):
    checkout = built_checkout
    old = complete_release(checkout)
    set_status(checkout, "draft")
    done = subprocess.run(
        [sys.executable, "-m", "said", "build", "--root", str(checkout.root)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "error: " in done.stderr
    assert "remedy: " in done.stderr
    assert complete_release(checkout) == old


@pytest.mark.exhaustive
def test_two_builds_at_once(built_checkout: Checkout):
    checkout = built_checkout
    old = complete_release(checkout)
    set_status(checkout, "draft")
    command = [sys.executable, "-m", "said", "build", "--root", str(checkout.root)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for build in both:
        _, errors = build.communicate()
        assert build.returncode == 0, errors
    assert complete_release(checkout) != old


def test_an_old_release_put_back_by_hand_does_not_block_the_repair(built_checkout: Checkout):
    """Killed between the two renames, then `git checkout corpus/`."""
    checkout = built_checkout
    place = checkout.corpus / "0.1.0"
    decided = checkout.corpus / ".commit"
    (decided / "release").mkdir(parents=True)
    shutil.copytree(place, decided / "release" / "0.1.0")
    shutil.copytree(place, decided / "old-1" / "0.1.0")
    swap.repair_corpus(checkout)
    complete_release(checkout)


def test_corpus_may_lie_on_another_file_system(checkout: Checkout, tmp_path: Path):
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system here")
    checkout.corpus.rmdir()
    with tempfile.TemporaryDirectory(dir=elsewhere) as folder:
        checkout.corpus.symlink_to(folder)
        release.build_release(checkout, jobs=1)
        complete_release(checkout)


def test_ctrl_c_says_what_happened(checkout: Checkout):
    """The build waits for the lock, which it says; then it is interrupted."""
    with swap.locked_corpus(checkout):
        command = [sys.executable, "-m", "said", "build", "--root", str(checkout.root)]
        build = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert build.stderr
        assert "waiting" in build.stderr.readline()
        build.send_signal(signal.SIGINT)
        _, errors = build.communicate()
    assert build.returncode == 130
    assert errors == "interrupted; no file is half written, so the command can be run again\n"


def test_a_second_build_says_that_it_waits(checkout: Checkout):
    said: list[str] = []

    def waiting() -> None:
        said.append("waiting")
        lock.release()

    from filelock import FileLock

    lock = FileLock(checkout.corpus / ".lock", is_singleton=False)
    lock.acquire()
    release.build_release(checkout, jobs=1, waiting=waiting)
    assert said == ["waiting"]


def test_a_reader_leaves_a_running_build_alone(checkout: Checkout):
    with swap.locked_corpus(checkout), swap.staging_folder(checkout.corpus) as stage:
        (stage / "half").write_text("")
        swap.repair_corpus(checkout)
        assert (stage / "half").exists()
    assert not stage.exists()


def test_folders_of_a_killed_build_are_never_used_again(tmp_path: Path):
    with swap.staging_folder(tmp_path) as one, swap.staging_folder(tmp_path) as other:
        assert one != other


def in_place_of(place: Path, kind: str, victim: Path) -> None:
    """Puts something there that is none of ours."""
    place.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "link":
            place.symlink_to(victim)
        case "dangling link":
            place.symlink_to(victim / "nowhere")
        case "pipe":
            os.mkfifo(place)
        case "file":
            place.touch()
        case "folder":
            place.mkdir()


@pytest.mark.parametrize("command", ["build", "stats"])
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        (".commit", ["link", "dangling link", "pipe", "file"]),
        (".lock", ["link", "dangling link", "pipe", "folder"]),
        (".commit/release", ["link", "pipe"]),
        (".commit/release/0.1.0", ["link", "pipe"]),
        (".commit/huggingface.yaml", ["link", "pipe", "folder"]),
    ],
)
def test_what_is_none_of_ours_is_told_and_never_followed(
    name: str,
    kinds: list[str],
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    victim = tmp_path / "victim"
    (victim / "release/0.1.0").mkdir(parents=True)
    (victim / "release/0.1.0/secret").touch()
    for kind in kinds:
        checkout = harbour.copy(tmp_path / kind)
        place = checkout.corpus / name
        in_place_of(place, kind, victim)
        status, _, err = run(capsys, command, "--root", checkout.root)
        if (command, name) == ("stats", ".lock"):  # which nothing is left to take it for
            assert "not built" in err
            continue
        what = kind.removeprefix("dangling ")
        assert status == 1
        assert err.startswith(f"error: {place}: this is a {what}, and the place belongs to ")
        assert "move it away" in err.splitlines()[1]
        assert not checkout.hub_file.exists()
        place.rmdir() if kind == "folder" else place.unlink()
        swap.repair_corpus(checkout)
        with swap.locked_corpus(checkout):
            assert [one.name for one in checkout.corpus.iterdir()] == [".lock"]
    assert [one.name for one in victim.rglob("*")] == ["release", "0.1.0", "secret"]


def test_a_link_in_the_place_of_the_hub_file_stops_no_later_build(tmp_path: Path):
    checkout = harbour.copy(tmp_path / "checkout")
    checkout.corpus.mkdir()
    checkout.hub_file.symlink_to(tmp_path / "victim")
    with pytest.raises(SaidError, match="this is a link"):
        release.build_release(checkout, jobs=1)
    assert not (tmp_path / "victim").exists()
    checkout.hub_file.unlink()
    assert release.build_release(checkout, jobs=1).changed


@pytest.mark.parametrize("name", ["out", ".out.next", "."])
def test_a_release_is_not_placed_through_a_link(name: str, tmp_path: Path):
    (tmp_path / "victim").mkdir()
    harbour.copy(tmp_path / "checkout")
    dist = tmp_path / "checkout/dist"
    if name == ".":
        dist.symlink_to(tmp_path / "victim")
    else:
        dist.mkdir()
        (dist / name).symlink_to(tmp_path / "victim")
    with (
        pytest.raises(SaidError, match="this is a link"),
        swap.placing_release(dist / "out") as stage,
    ):
        swap.release_in(stage, "out").mkdir(parents=True)
    assert list((tmp_path / "victim").iterdir()) == []
