"""Objects, dictionaries, strings, integers of any size, generators: what Python programs do."""
import sys


class Shape:
    def __init__(self, name, sides):
        self.name, self.sides = name, sides

    def weight(self):
        return sum(side * side for side in self.sides)


def words(count):
    state = 12345
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield "".join(chr(97 + (state >> shift) % 26) for shift in (3, 7, 11, 15))


def primes(limit):
    sieve = bytearray([1]) * limit
    for n in range(2, int(limit ** 0.5) + 1):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(range(n * n, limit, n)))
    return sum(sieve) - 2


size = int(sys.argv[1])
counts = {}
for word in words(size):
    counts[word[:3]] = counts.get(word[:3], 0) + 1
shapes = [Shape(w, [i % 7, i % 11, i % 13]) for i, w in enumerate(sorted(counts))]
shapes.sort(key=lambda s: (s.weight(), s.name))
big = 1
for i in range(1, size // 100):
    big = big * i % (1 << 2048) | 1
print(len(counts), shapes[len(shapes) // 2].name, sum(s.weight() for s in shapes))
print(primes(size * 5), big % 1000000007, " ".join(s.name for s in shapes[:5]))
