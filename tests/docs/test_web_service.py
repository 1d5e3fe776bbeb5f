"""The web service of docs/guides/web-service.md: its answers, its limits, and how it runs."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

import nnart
from nnart.field.calibration import calibrate
from tests.pages import ROOT, blocks

FILE = ROOT / "examples" / "service.py"
PAGE = (ROOT / "docs" / "guides" / "web-service.md").read_text(encoding="utf-8")


@pytest.fixture
def service() -> Any:
    spec = importlib.util.spec_from_file_location("service", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_a_loop(function: Callable[..., Any], *arguments: Any) -> None:
    """Run a coroutine on a thread of its own: on this one, Playwright keeps a loop as long as its browser."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(anyio.run, function, *arguments).result()


def ask(service: Any, *queries: str, headers: dict[str, str] | None = None) -> list[httpx.Response]:
    """Ask for pictures all at once."""
    answers: dict[int, httpx.Response] = {}

    async def all_() -> None:
        transport = httpx.ASGITransport(app=service.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:

            async def one(number: int, query: str) -> None:
                answers[number] = await client.get(f"/picture?{query}", headers=headers)

            async with anyio.create_task_group() as group:
                for number, query in enumerate(queries):
                    group.start_soon(one, number, query)

    in_a_loop(all_)
    return [answers[number] for number in range(len(queries))]


def test_the_page_shows_the_file() -> None:
    (code,) = (block for language, block in blocks(PAGE) if language == "python")
    assert code == FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "kind"), [("webp", "image/webp"), ("png", "image/png"), ("jpg", "image/jpeg")]
)
def test_a_picture_carries_its_recipe(service: Any, form: str, kind: str) -> None:
    (answer,) = ask(service, f"seed=9&preset=silk&palette=reef&size=64x48&format={form}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    found = nnart.read(io.BytesIO(answer.content))
    assert sorted(found.size) == [48, 64]
    wanted = nnart.Recipe.from_dict({**nnart.preset("silk").values, "seed": 9, "palette": "reef"})
    assert found.recipe == calibrate(wanted)


def test_formats_are_written_in_any_case(service: Any) -> None:
    small, large, other = ask(service, *(f"seed=9&size=16&format={form}" for form in ("jpg", "JPG", "Jpeg")))
    assert small.content == large.content == other.content


def test_the_seed_chooses_a_preset_that_goes_with_the_palette(service: Any) -> None:
    for seed in range(4):
        (answer,) = ask(service, f"seed={seed}&preset=any&palette=reef&size=16")
        found, wanted = (
            nnart.read(io.BytesIO(answer.content)).recipe,
            nnart.recipe_of(seed, preset="any", palette="reef"),
        )
        assert found == calibrate(wanted)


def test_no_file_is_read(service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("7", "reef", "a.gpl"):
        (tmp_path / name).write_text("GIMP Palette\n1 2 3\n4 5 6\n")
    plain, bad = ask(service, "seed=7&palette=reef&size=16&format=png", "palette=a.gpl")
    assert nnart.read(io.BytesIO(plain.content)).recipe.palette == nnart.Recipe(palette="reef").palette
    assert bad.status_code == 400


def test_a_picture_is_what_render_paints(service: Any) -> None:
    (answer,) = ask(service, "seed=3&size=40&format=png")
    picture = io.BytesIO()
    nnart.render(nnart.Recipe(seed=3), (40, 40)).write(picture)
    assert answer.content == picture.getvalue()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("seed=-1", "seed: "),
        ("seed=1..3", "seed: "),
        ("preset=nosuch", "preset: "),
        ("palette=reff", "did you mean reef"),
        ("palette=/etc/passwd", "palette: "),
        ("size=big", "size: "),
        ("size=0", "size: "),
        ("size=1500", "size: 1500 x 1500 is more than 2,000,000 pixels"),
        ("size=16k", "more than 2,000,000 pixels"),
        ("format=gif", "seed, preset, palette, size and format are taken"),
        ("layers=1000", "seed, preset, palette, size and format are taken"),
        ("preset=lecture&seed=4294967296", "seed: "),
        ("size=1000000x1", "WEBP holds at most 16383 pixels a side"),
        ("size=1x70000&format=jpg", "JPEG holds at most 65500 pixels a side"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(service: Any, query: str, says: str) -> None:
    (answer,) = ask(service, query)
    assert answer.status_code == 400
    assert says in answer.json()["error"]
    assert "nnart." not in answer.json()["error"] and "=" not in answer.json()["error"]
    assert "etag" not in answer.headers


def test_what_has_not_changed_is_not_sent_again(service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "seed=7&size=16"
    (answer,) = ask(service, query)
    assert "max-age" in answer.headers["cache-control"]
    tag = answer.headers["etag"]
    assert re.fullmatch(r'"[!-~]+"', tag)
    others = ask(service, "seed=8&size=16", "seed=7&size=17", f"{query}&format=png", f"{query}&palette=reef")
    assert len({tag, *(other.headers["etag"] for other in others)}) == 5
    monkeypatch.setattr(service, "paint", None)  # nothing is painted
    for sent in (tag, f"W/{tag}", f'"other", {tag}'):
        (again,) = ask(service, query, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_the_program_is_short() -> None:
    lines = FILE.read_text(encoding="utf-8").partition("import nnart\n")[2].splitlines()
    count = len([line for line in lines if line.strip()])
    assert count <= 40 and f"in {count} lines" in PAGE


def test_few_are_painted_at_a_time(service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    given, lock, now, most = service.paint, threading.Lock(), [0], [0]

    def counting(*arguments: Any) -> bytes:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        try:
            data: bytes = given(*arguments)
            return data
        finally:
            with lock:
                now[0] -= 1

    monkeypatch.setattr(service, "paint", counting)
    answers = ask(service, *(f"seed={seed}&size=100" for seed in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert 1 <= most[0] <= 2


def test_a_long_queue_is_refused(service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "places", anyio.Semaphore(3))
    answers = ask(service, *(f"seed={seed}&size=100" for seed in range(8)))
    codes = [answer.status_code for answer in answers]
    assert (codes.count(200), codes.count(503)) == (3, 5)
    assert {answer.headers.get("retry-after") for answer in answers if answer.status_code == 503} == {"5"}


def test_work_that_would_take_too_long_is_refused(service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "LIMITS", nnart.Limits(seconds=0.01))
    (answer,) = ask(service, "seed=7&size=1400&preset=deep")
    assert answer.status_code == 400
    assert "(the limit is 0.0 s)" in answer.json()["error"]


def test_work_that_nobody_waits_for_is_ended(service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def paint(*arguments: Any) -> bytes:
        with pytest.raises(nnart.Cancelled):
            given(*arguments)
        ended.set()
        raise nnart.Cancelled

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(_: Any) -> None:
        pass

    given = service.paint
    monkeypatch.setattr(service, "paint", paint)
    scope = {
        "type": "http", "method": "GET", "path": "/picture", "query_string": b"seed=7", "headers": [],
        "http_version": "1.1", "scheme": "http", "server": ("test", 80),
    }  # fmt: skip
    in_a_loop(service.app, scope, receive, send)
    assert ended.is_set()


def test_what_fails_while_it_is_painted_is_a_sentence_too(
    service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def paint(job: nnart.Job, *_: Any) -> bytes:
        nnart.render(job.recipe.replace(layers=3, width=9, detail=100000.0), job.size)
        raise AssertionError

    monkeypatch.setattr(service, "paint", paint)
    (answer,) = ask(service, "seed=7&size=16")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("detail: ")


@contextmanager
def served() -> Iterator[str]:
    """Run the service as its page says, on a free port, and yield its address."""
    words = ["--app-dir", str(FILE.parent), "service:app", "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.search(r"running on (http://\S+)", line):
                yield found[1]
                break
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.mark.slow
def test_it_runs_under_uvicorn() -> None:
    with served() as address:
        answer = httpx.get(f"{address}/picture?seed=7&size=32", timeout=120)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert nnart.read(io.BytesIO(answer.content)).recipe.seed == 7
        assert httpx.get(f"{address}/picture?seed=x").status_code == 400
        with pytest.raises(httpx.ReadTimeout):  # a client that goes away
            httpx.get(f"{address}/picture?seed=7&size=1400&preset=deep", timeout=0.05)
        assert httpx.get(f"{address}/picture?seed=8&size=32", timeout=120).status_code == 200
