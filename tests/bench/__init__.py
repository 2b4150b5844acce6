"""The benches run, and what they promise about queries holds at any size."""
