# Huffman's code for blocks of letters
import heapq
from itertools import product
from math import prod

P = {{ P }}  # what you write
Q = {{ Q }}  # what the book was made for

for size in (1, 2, 3, 5, 6, 8):
    blocks = list(product(P, repeat=size))
    length = [0] * len(blocks)
    heap = [(prod(Q[x] for x in block), i, [i]) for i, block in enumerate(blocks)]
    heapq.heapify(heap)
    while len(heap) > 1:  # join the two rarest: all that is in them gets one bit longer
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        for i in a[2] + b[2]:
            length[i] += 1
        heapq.heappush(heap, (a[0] + b[0], len(blocks), a[2] + b[2]))
    cost = sum(prod(P[x] for x in block) * bits for block, bits in zip(blocks, length))
    print(size, "letters a word:", f"{cost / size:.4f} bits a letter")
