"""Counts the subtests in meson's logs, shows what failed, and ends with one line for all."""
import json
import os
import re
import sys

passed = failed = skipped = 0
for path in sys.argv[1:]:
    kind = path.split("/")[-3]
    if not os.path.exists(path):
        continue
    for line in open(path, encoding="utf-8"):
        test = json.loads(line)
        output = test.get("stdout", "")
        good = re.findall(r"^ok\b(?!.*# SKIP)", output, re.M)
        skips = re.findall(r"^ok\b.*# SKIP", output, re.M)
        bad = re.findall(r"^not ok\b.*", output, re.M)
        # A test that died before or after its subtests failed too.
        died = test["result"] not in ("OK", "EXPECTEDFAIL", "SKIP") and not bad
        passed += len(good)
        skipped += len(skips)
        failed += len(bad) + died
        if bad or died:
            print(f"---- {kind}: {test['name']}: {test['result']}")
            print(output[-6000:])
            print(test.get("stderr", "")[-6000:])
if passed + failed == 0:
    print("no test ran")
    failed = 1
if skipped:
    print(f"{skipped} skipped")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
