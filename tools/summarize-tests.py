# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Names every skipped test of some JUnit reports, then counts all outcomes.

The closing line is `N passed, N failed, N skipped`; the exit code is 1 when
anything failed, a report is missing or nothing ran.
"""

import sys
import xml.etree.ElementTree as ElementTree


def outcome(case):
    """The fate of one <testcase>, and the reason where one is given."""
    for child in case:
        if child.tag in ("failure", "error"):
            return "failed", ""
        if child.tag == "skipped":
            return "skipped", child.get("message") or ""
    if case.get("status") in ("notrun", "disabled"):
        return "skipped", case.get("status")
    return "passed", ""


def main(reports):
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for report in reports:
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            fate, reason = outcome(case)
            counts[fate] += 1
            if fate != "passed":
                print(f"{fate}: {case.get('name')} {reason}".rstrip())
    print(", ".join(f"{count} {fate}" for fate, count in counts.items()))
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
