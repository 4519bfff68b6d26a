"""Round steps for an axis."""

import math
import sys


def nice_steps(low: float, high: float, most: float) -> tuple[float, ...]:
    """Give at most `most` round steps above zero that stay within the range, and zero.

    Args:
        low: smallest value, at most 0.
        high: largest value, at least 0.
        most: steps beside zero that the chart has room for.
    """
    span = high - low
    rough = span / most
    if rough < sys.float_info.min:  # nothing, or too little to be told from nothing
        return (0.0,)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * f for f in (1, 2, 2.5, 5, 10) if power * f >= rough * 0.8)
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(number * step for number in range(first, last + 1))
