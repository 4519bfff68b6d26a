"""Measures the program beside its anchors, on shops that the bench invents itself."""
