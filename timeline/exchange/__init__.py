"""Timelines as files: one flat public record of an event, and what reads and writes it."""
