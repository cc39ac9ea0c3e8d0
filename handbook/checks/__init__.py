"""What is wrong with a handbook, said so that it can be mended."""
