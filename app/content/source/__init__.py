"""The files of a course as they are read, with every fault named by its place."""
