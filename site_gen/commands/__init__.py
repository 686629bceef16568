"""What the commands do: plain functions that take plain values and return an exit status."""
