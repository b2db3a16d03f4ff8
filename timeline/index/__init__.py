"""The read side that needs no database: how a set of dated events is counted and drawn."""
