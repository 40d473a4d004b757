"""Web, worker and clock live and end together."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from deploy import serve

LISTEN = "import http.server as h; h.HTTPServer(('127.0.0.1', {}), h.BaseHTTPRequestHandler)"
# One write, so that two programs do not tell at once.
TELLS = "import os, time; os.write(1, b'%d\\n' % os.getpid()); time.sleep(30)"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_runs_the_web_server_the_worker_and_the_clock():
    programs = serve.commands(8765)
    assert list(programs) == ["web", "worker", "clock"]
    assert "127.0.0.1:8765" in programs["web"]
    assert "db_worker" in programs["worker"]
    assert "--loop" in programs["clock"]


def test_a_taken_port_is_said(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        assert serve.main(number) == 1
    assert f"make demo PORT={number + 1}" in capsys.readouterr().out


def test_when_one_ends_all_end(monkeypatch, capfd, port):
    tells = [sys.executable, "-c", TELLS]
    ends = [sys.executable, "-c", "import time; time.sleep(1); raise SystemExit(7)"]
    monkeypatch.setattr(serve, "commands", lambda port: {"web": tells, "clock": ends})
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    assert serve.main(port) == 1
    out = capfd.readouterr().out
    assert "The clock ended with status 7, so the others end too." in out
    assert not is_running(int(out.split()[0]))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_it(end, port):
    code = (
        "from deploy import serve\n"
        f"tells = [{sys.executable!r}, '-c', {TELLS!r}]\n"
        "serve.commands = lambda port: {'web': tells, 'worker': tells}\n"
        f"raise SystemExit(serve.main({port}))\n"
    )
    runner = subprocess.Popen(
        [sys.executable, "-c", code], cwd=serve.ROOT, stdout=subprocess.PIPE, text=True
    )
    with runner:
        assert runner.stdout
        children = [int(runner.stdout.readline()) for _ in range(2)]
        for _ in range(3):  # an impatient person
            runner.send_signal(end)
        runner.wait(20)
    wait_until(lambda: not any(map(is_running, children)))
    assert runner.returncode == (-signal.SIGKILL if end == signal.SIGKILL else 0)


def test_it_says_where_it_is_once_the_web_server_answers(monkeypatch, capfd, port):
    listen = LISTEN.format(port) + ".handle_request()"
    monkeypatch.setattr(serve, "commands", lambda port: {"web": [sys.executable, "-c", listen]})
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    serve.main(port)
    assert f"http://127.0.0.1:{port}/" in capfd.readouterr().out
