"""
Sums the outcomes of all test results (trx files) in a folder: passed failed skipped; with --failures names what failed and why; with
--filter prints the filter by which the failed ones are run again.
"""
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
passed = failed = skipped = 0
methods = set()
for file in pathlib.Path(sys.argv[1]).rglob("*.trx"):
    for result in ElementTree.parse(file).iter(NAMESPACE + "UnitTestResult"):
        outcome = result.get("outcome")
        if outcome == "Passed":
            passed += 1
        elif outcome == "NotExecuted":
            skipped += 1
        else:
            failed += 1
            methods.add(result.get("testName").split("(")[0])
            if "--failures" in sys.argv:
                message = result.find(f".//{NAMESPACE}Message")
                print("FAILED:", result.get("testName"), "-", (message.text or "")[:600] if message is not None else "")
if "--filter" in sys.argv:
    print("|".join(f"FullyQualifiedName={method}" for method in sorted(methods)))
elif "--failures" not in sys.argv:
    print(passed, failed, skipped)
