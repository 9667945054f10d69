"""`scraper serve` as a process: it names its address, responds there, and ends by an interrupt."""

import signal
import socket
import subprocess
import sys

import httpx
import pytest

from tests.runs.test_run import FERRY


@pytest.mark.slow
def test_it_serves_at_the_address_that_it_names_until_it_is_interrupted(scraper):
    scraper.run(FERRY)
    command = [sys.executable, "-m", "scraper", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=scraper.folder, stderr=subprocess.PIPE) as process:
        line = process.stderr.readline().decode()
        address = line.removeprefix("scraper: ").strip()
        assert address.startswith("http://127.0.0.1:")
        page = httpx.get(address, trust_env=False, timeout=60)
        assert "Harbour ferry returns" in page.text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == b""


def test_a_folder_that_is_no_archive(scraper):
    assert scraper("serve", "-o", "nowhere").code == 4


def test_a_port_that_is_in_use(scraper):
    scraper.run(FERRY)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = scraper("serve", "--port", str(port))
    assert done.code == 2
    assert done.talk.startswith(f"scraper: --port {port}: Address already in use")
