"""Round numbers for the marks of an axis. Pure."""

import numpy as np


def round_marks(top: float, *, reaches_top: bool = False) -> list[float]:
    """From 0 in steps of 1, 2 or 5 times a power of ten, up to five below the top; or on to the first one not below."""
    power = 10.0 ** np.floor(np.log10(top / 4))
    step = next(step * power for step in (1, 2, 5, 10) if top / (step * power) <= 5)
    below = int(np.ceil(top / step - 1e-9))
    return [float(step * at) for at in range(below + (1 if reaches_top else 0))]
