"""Benchmarks. Each package says in its docstring what it measures and how to run it."""
