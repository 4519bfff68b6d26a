"""Round grid lines."""

import math

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LINES = 4


def scale_for(values: tuple[float, ...]) -> tuple[float, ...]:
    """Choose at most five round grid lines from at most 0 to at least the largest value."""
    high, low = max((*values, 0.0)), min((*values, 0.0))
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / _LINES))
    step = next(step * power for step in _STEPS if step * power * _LINES >= span * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(at * step for at in range(first, max(last, first + 1) + 1))
