# Python's own tests of numbers, strings and containers.
# packages: python3 ^libpython3.1.-testsuite$
# seconds: 7200
for test in test_math test_struct test_json test_float test_complex test_int test_long test_re \
    test_unicode test_bytes test_dict test_list test_set test_sort test_heapq test_random \
    test_fractions test_statistics test_hashlib test_zlib test_pickle test_generators test_pow; do
    echo "$test"
    python3 -m unittest -q test.$test 2>&1 | sed 's/ in [0-9.]*s$//' | grep -E '^(Ran|OK|FAILED|FAIL:|ERROR:)'
done
