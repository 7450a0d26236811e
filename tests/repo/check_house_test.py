#!/usr/bin/env python3
"""Every rule of check_house.py finds what it is there to find, and nothing in a tidy house."""

import os
import tempfile
import unittest

import check_house

TIDY = {
    "README.md": "[docs](docs/x.md#part) [there](https://example.org) [here](#here)\n",
    "docs/x.md": "```\n[not](a link)\n```\n",
    "libs/base/README.md": "base\n",
    "libs/base/src/clock.cc": "auto now = std::chrono::system_clock::now();\n",
    "libs/schema/README.md": "schema\n",
    "libs/schema/src/x.cc": '#include "assay/base/id.h"\n#include "assay/log/v1/entry.pb.h"\n// a std::mutex is named here\n',
    "libs/storage/README.md": "storage\n",
    "libs/storage/src/rocks.cc": "#include <rocksdb/db.h>\n",
    "services/audits/README.md": "audits\n",
    "services/audits/domain/x.cc": '#include "assay/aggregate/outcome.h"\n#include "services/audits/domain/x.h"\n',
    "services/assayd/README.md": "assayd\n",
    "services/assayd/main.cc": '#include "services/audits/module.h"\n',
    "build/x.cc": "std::thread anything;\n",
}


class House(unittest.TestCase):
    def faults_with(self, **changes):
        with tempfile.TemporaryDirectory() as top:
            for path, text in {**TIDY, **changes.get("files", {})}.items():
                if text is None:
                    continue
                os.makedirs(os.path.dirname(os.path.join(top, path)), exist_ok=True)
                with open(os.path.join(top, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return check_house.faults(top)

    def assert_one(self, path, text, place, word):
        found = self.faults_with(files={path: text})
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(place + ": "), found)
        self.assertIn(word, found[0])

    def test_a_tidy_house_has_no_faults(self):
        self.assertEqual(self.faults_with(), [])

    def test_include_arrows_between_libs(self):
        self.assert_one("libs/base/src/x.cc", '\n#include "assay/schema/fold.h"\n', "libs/base/src/x.cc:2", "may include nothing")
        self.assert_one("libs/base/src/x.cc", '#include "services/audits/module.h"\n', "libs/base/src/x.cc:1", "no service")

    def test_services_do_not_include_each_other(self):
        self.assert_one("services/audits/x.cc", '#include "services/actions/module.h"\n', "services/audits/x.cc:1", "bus")

    def test_a_domain_is_pure(self):
        self.assert_one("services/audits/domain/y.h", '#include "assay/eventlog/event_log.h"\n',
                        "services/audits/domain/y.h:1", "domain")

    def test_engines_stay_behind_their_seam(self):
        for include, instead in (("rocksdb/db.h", "store.h"), ("zmq.hpp", "client.h"), ("boost/beast/http.hpp", "http"),
                                 ("boost/asio.hpp", "http"), ("spdlog/spdlog.h", "logger.h")):
            self.assert_one("libs/schema/src/y.cc", f"#include <{include}>\n", "libs/schema/src/y.cc:1", instead)
        self.assert_one("libs/storage/include/assay/storage/x.h", "#include <rocksdb/db.h>\n",
                        "libs/storage/include/assay/storage/x.h:1", "public header")

    def test_banned_tokens_name_their_replacement(self):
        self.assert_one("libs/schema/src/y.cc", "std::chrono::system_clock::now();\n", "libs/schema/src/y.cc:1", "Clock")
        self.assert_one("services/audits/y.cc", "std::thread t;\n", "services/audits/y.cc:1", "libs/runtime")
        self.assert_one("services/audits/y.cc", "std::mutex m;\n", "services/audits/y.cc:1", "libs/runtime")
        self.assert_one("proto/x.proto", "  double x = 1;\n", "proto/x.proto:1", "float")

    def test_a_file_ends_at_500_lines(self):
        self.assertEqual(self.faults_with(files={"libs/schema/src/y.cc": "x\n" * 500}), [])
        self.assert_one("libs/schema/src/y.cc", "x\n" * 501, "libs/schema/src/y.cc:501", "501 lines")

    def test_every_lib_and_service_has_a_readme(self):
        self.assert_one("libs/schema/README.md", None, "libs/schema/README.md:1", "missing")
        self.assert_one("services/audits/README.md", None, "services/audits/README.md:1", "missing")

    def test_links_lead_somewhere(self):
        self.assert_one("docs/y.md", "\n[x](../never.md)\n", "docs/y.md:2", "nowhere")

    def test_nothing_else_lies_at_the_top(self):
        self.assert_one("notes.md", "x\n", "notes.md:1", "top")

    def test_nothing_is_left_unfinished(self):
        self.assert_one("docs/y.md", "TO" + "DO: more\n", "docs/y.md:1", "finish")

    def test_lines_end_where_their_text_ends(self):
        self.assert_one("docs/y.md", "x \n", "docs/y.md:1", "white space")
        self.assert_one("docs/y.md", "x", "docs/y.md:1", "line break")


if __name__ == "__main__":
    unittest.main()
