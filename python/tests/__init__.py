"""Boundary tests: what crosses from Rust to Python, and the command line."""
