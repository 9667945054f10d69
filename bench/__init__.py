"""Measurements: what they measure and how to run them is said in each file."""
