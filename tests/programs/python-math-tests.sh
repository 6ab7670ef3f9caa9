# Python's own test_math, test_struct and test_json.
# packages: python3 ^libpython3.1.-testsuite$
# seconds: 3000
for test in test_math test_struct test_json; do
    echo "$test"
    python3 -m unittest -q test.$test 2>&1 | sed 's/ in [0-9.]*s$//' | grep -E '^(Ran|OK|FAILED|FAIL:|ERROR:)'
done
