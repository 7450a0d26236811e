#!/usr/bin/env python3
"""A small tree with known rules: what rules_doc.py finds in it, and what it refuses."""

import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules_doc  # noqa: E402

TREE = {
    rules_doc.RULESET: """
# ---- Surveillance ----
[rule.SU-1]
clause = "9.1.3.3"
title = "The first surveillance is in time"
severity = "block"
applies = ["plan", "fact"]
source = "sourced"
params = { months = 12 }

[rule.SU-10]
clause = "policy"
title = "Another one"
severity = "info"
applies = []
source = "policy"
""",
    "libs/rules/include/assay/rules/surveillance.h": "Judgement JudgeFirst(int days);\n",
    "libs/rules/src/surveillance.cc": """
void Late(Judgement* judgement) {
  judgement->Add("SU-1");
}

Judgement JudgeFirst(int days) {
  Late(nullptr);
}
""",
    "libs/rules/src/requirements.cc": 'constexpr const char* kRules[] = {"SU-10"};\n',
    "services/audits/domain/timing.cc": "void Time() { rules::JudgeFirst(1); }\n",
    "tests/libs/rules/surveillance_test.cc": """
TEST(Surveillance, LateIsRefused) {
  EXPECT_EQ(Verdict(judgement), "block SU-1");
}
""",
    rules_doc.VECTORS: 'V-SU1-3 | cycle | {} | {} | BLOCK SU-1\n',
}


class RulesDoc(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        for path, text in TREE.items():
            full = os.path.join(self.folder.name, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
        self.text, self.faults = rules_doc.write(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def section(self, rule):
        return self.text.split(f"### {rule}\n")[1].split("\n### ")[0]

    def test_a_rule_is_told_with_its_data(self):
        shown = self.section("SU-1")
        self.assertIn("The first surveillance is in time.", shown)
        self.assertIn("**block** (plan, fact); 9.1.3.3; *sourced*", shown)
        self.assertIn("`months` = 12", shown)

    def test_askers_are_found_through_functions(self):
        self.assertIn("Asked by: audits", self.section("SU-1"))
        self.assertIn("Asked by: **nobody yet**", self.section("SU-10"))

    def test_tests_and_vectors_that_name_a_rule_are_listed(self):
        shown = self.section("SU-1")
        self.assertIn("`tests/libs/rules/surveillance_test.cc`: LateIsRefused", shown)
        self.assertIn(f"`{rules_doc.VECTORS}`: V-SU1-3", shown)

    def test_a_rule_without_test_or_code_is_a_fault(self):
        self.assertEqual(len(self.faults), 2)
        self.assertTrue(all("SU-10" in fault for fault in self.faults))


if __name__ == "__main__":
    unittest.main()
