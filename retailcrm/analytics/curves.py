"""SciPy's curves of chance and its searches, loaded when the first of them is asked for.

SciPy takes longer to load than the rest of a start, and most starts never ask for it. So
everybody who reckons with it asks here.
"""

from collections.abc import Callable
from typing import Any


def _curves() -> Any:
    from scipy import special  # noqa: PLC0415 - see above

    return special


def _searches() -> Any:
    from scipy import optimize  # noqa: PLC0415 - see above

    return optimize


def ndtr(at: Any) -> Any:
    """Give how much of the normal curve lies below."""
    return _curves().ndtr(at)


def ndtri(share: Any) -> Any:
    """Give below what a share of the normal curve lies."""
    return _curves().ndtri(share)


def stdtr(freedom: Any, at: Any) -> Any:
    """Give how much of Student's curve lies below."""
    return _curves().stdtr(freedom, at)


def stdtrit(freedom: Any, share: Any) -> Any:
    """Give below what a share of Student's curve lies."""
    return _curves().stdtrit(freedom, share)


def chdtrc(freedom: Any, at: Any) -> Any:
    """Give how much of the chi-squared curve lies above."""
    return _curves().chdtrc(freedom, at)


def gammaln(at: Any) -> Any:
    """Give the logarithm of the gamma function."""
    return _curves().gammaln(at)


def psi(at: Any) -> Any:
    """Give the slope of the logarithm of the gamma function."""
    return _curves().psi(at)


def gammaincinv(shape: Any, share: Any) -> Any:
    """Give below what a share of the gamma curve lies."""
    return _curves().gammaincinv(shape, share)


def betainc(a: Any, b: Any, at: Any) -> Any:
    """Give how much of the beta curve lies below."""
    return _curves().betainc(a, b, at)


def betaincinv(a: Any, b: Any, share: Any) -> Any:
    """Give below what a share of the beta curve lies."""
    return _curves().betaincinv(a, b, share)


def betaln(a: Any, b: Any) -> Any:
    """Give the logarithm of the beta function."""
    return _curves().betaln(a, b)


def hyp2f1(a: Any, b: Any, c: Any, at: Any) -> Any:
    """Give Gauss's hypergeometric function."""
    return _curves().hyp2f1(a, b, c, at)


def roots_jacobi(points: int, a: float, b: float) -> Any:
    """Give where Gauss and Jacobi sum up a curve, and the weight of each place."""
    return _curves().roots_jacobi(points, a, b)


def minimize_scalar(of: Callable[[float], float], **how: Any) -> Any:
    """Find where a function of one number is least."""
    return _searches().minimize_scalar(of, **how)


def minimize(of: Callable[[Any], float], start: Any, **how: Any) -> Any:
    """Find where a function of several numbers is least."""
    return _searches().minimize(of, start, **how)
