"""The wire: one WebSocket a page, on which figures ask the kernel and are told its numbers.

A message carries everything that its answer needs, so nothing is kept of a page between two of them: a restarted
server, another process, or a wire that gave way to another costs a page nothing.
"""
