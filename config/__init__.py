"""Wiring: settings, addresses, servers, first-run set-up."""
