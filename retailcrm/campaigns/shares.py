"""Shares of people and of prices, in whole ten-thousandths, so that they add up exactly."""

WHOLE = 10_000
