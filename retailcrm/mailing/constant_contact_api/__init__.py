"""Constant Contact over the network: its V3 interface, asked calmly and never twice."""
