"""The sample timeline: hand-written sources, and the script that puts them together."""
