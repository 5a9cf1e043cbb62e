"""Measures of speed, scale and robustness: `python -m benchmarks.NAME`. Never run as tests; numbers are ratios of one run."""
