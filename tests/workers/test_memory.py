"""How much memory a page may take, whatever the pages before it have left."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")

# The last block of the heap is kept, so that the freed ones before it stay this process's.
WORN = """
import ctypes, sys
from scraper.workers.memory import free_memory, memory_limit, trim_heap
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
blocks = [libc.malloc(100_000) for _ in range(300)]
kept = libc.malloc(100_000)
for block in blocks:
    libc.free(block)
trim_heap()
print(free_memory() >> 20)
with memory_limit(40 << 20):
    try:
        used = [bytes(100_000) for _ in range(600)]
    except MemoryError:
        print("limited")
print(len([bytes(100_000) for _ in range(600)]))
"""


def test_freed_memory_counts_as_that_of_the_next_page():
    command = [sys.executable, "-c", WORN]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert int(out[0]) >= 28  # MiB
    assert out[1:] == ["limited", "600"]


# Blocks of these sizes are kept ready for their thread, also at the end of the heap.
KEPT = """
import ctypes
from scraper.workers.memory import free_memory, in_own_thread, trim_heap
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
def extract():
    blocks = [libc.malloc(100_000) for _ in range(300)]
    for block in [*blocks, libc.malloc(1000)]:
        libc.free(block)
    return "done"
print(in_own_thread(extract))
trim_heap()
print(free_memory() >> 20)
"""


def test_what_a_page_has_freed_is_returned_after_it():
    command = [sys.executable, "-c", KEPT]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert out[0] == "done"
    assert int(out[1]) < 20  # MiB of 29
