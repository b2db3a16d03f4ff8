#!/usr/bin/env python3
"""Dateline's commands; `demo` and `test` set up all they need on a fresh machine."""

import os
import sys


def main():
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
