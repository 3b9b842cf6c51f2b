"""Two bumps, one Gaussian: a truth P of one to four bumps, one Gaussian Q to drag, and both KLs between them."""
