"""Measure sending, beside peers."""
