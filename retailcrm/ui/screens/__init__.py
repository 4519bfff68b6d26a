"""One package a screen: presenter, view, columns."""
