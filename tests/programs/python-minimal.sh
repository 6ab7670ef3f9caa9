# python3: big and floating-point numbers, containers, generators, processes.
# packages: python3-minimal
# quick
python3 -c '
import os, sys, struct, time, hashlib
print(3 ** 500 % (10 ** 9 + 7), 2 ** 0.5, 0.1 + 0.2, 1e308 * 10, -7 // 2, -7 % 3, round(2.5), 5e-324)
print(sum(i * i for i in range(100000)), "".join(sorted("the quick brown fox")).strip())
print(struct.pack("<hiqfd", -1, 2, -3, 1.5, 2.25).hex(), float.fromhex("0x1.8p3"), (1.1).hex())
print({i: chr(65 + i) for i in range(5)}, [*map(int, "1 2 3".split())], sys.maxsize, sys.byteorder)
print(hashlib.sha256(b"x" * 100000).hexdigest())
r, w = os.pipe()
if not os.fork():
    os.write(w, b"from the child"); os._exit(3)
print(os.read(r, 100), os.WEXITSTATUS(os.wait()[1]))
def f(n): return 0 if n == 0 else 1 + f(n - 1)
print(f(900))
try: [][1]
except IndexError as e: print(e)
print(os.popen("echo a shell; exit 2").read(), complex(1, 2) ** 2, divmod(-2**70, 3))
'
echo $?
