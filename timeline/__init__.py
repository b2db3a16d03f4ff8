"""Dateline: international affairs as a timeline that can be trusted and filtered."""
