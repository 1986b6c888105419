"""What `make bench` measures: `python -m tests.bench --help`."""
