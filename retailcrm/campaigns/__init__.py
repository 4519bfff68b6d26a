"""Campaigns as arithmetic: who may take part, who is left alone, and what it brought."""
