"""A worker whose extraction fails as a page demands, for runs/test_failures.py."""

import os
import time

from scraper.pipeline import page_outcome
from scraper.workers.worker import run_worker


def start(parent, config):
    real = page_outcome.extract

    def extract(body, **rest):
        if b"HANG-HERE" in body:
            while True:
                time.sleep(0.05)
        if b"EAT-HERE" in body:
            return bytes(1 << 30)
        if b"CRASH-HERE" in body:
            os._exit(9)
        if b"BUG-HERE" in body:
            raise ZeroDivisionError("a bug\x1b[31m of ours")
        return real(body, **rest)

    page_outcome.extract = extract
    run_worker(parent, config)
