"""Theme, still figures, the one number formatter, and the contract that every widget keeps."""
