"""What the parent sees of the page that a worker extracts."""

import multiprocessing as mp

from scraper.workers.page_timer import PageTimer

KEYS = ["a.example/1", "a.example/\udcff", "b.example/2"]


def begin(watch, key):
    watch.start(key)


def test_a_page_is_seen_from_another_process():
    watch = PageTimer()
    assert (watch.seconds, watch.page(KEYS)) == (0.0, None)
    process = mp.get_context("spawn").Process(target=begin, args=(watch, KEYS[1]))
    process.start()
    process.join()
    assert watch.seconds > 0
    assert watch.page(iter(KEYS)) == KEYS[1]  # of a process that has ended
    assert watch.page(KEYS[2:]) is None


def test_between_two_pages_there_is_none():
    watch = PageTimer()
    watch.start(KEYS[0])
    watch.stop()
    assert (watch.seconds, watch.page(KEYS)) == (0.0, None)
