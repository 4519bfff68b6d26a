"""The frame around every screen: rail, search, footer."""
