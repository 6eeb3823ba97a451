"""Speed and memory, as whole figures that users can compare: `make bench`."""
