"""The atlas: what real libraries print when they are asked for a KL, beside what the kernel says."""
