"""What `make bench` measures, each part beside what others would offer instead: `python -m tests.bench --help`."""
