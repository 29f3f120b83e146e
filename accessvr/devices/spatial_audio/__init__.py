"""Sound in space: placing, mixing, the limiter, and where it goes out."""

import os

# numpy's linear algebra reads this once, when numpy starts; threads of its own would only cost CPU here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
