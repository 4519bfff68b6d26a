"""The parts every screen is made of; each paints itself from the theme's tokens."""
