"""The arrays that go in and out of the kernel."""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
ArrayLike: TypeAlias = npt.ArrayLike

#: Up to this many entries a plain loop with an exact sum is faster than NumPy's calls (found by bench/kernel.py).
FEW: Final = 64
