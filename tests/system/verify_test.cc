// What assay-verify and assayctl say of evidence files, addresses and data folders; against real
// processes.
#include <filesystem>
#include <map>

#include "assay/base/bytes.h"
#include "assay/base/file.h"
#include "assay/base/hash.h"
#include "assay/http/client.h"
#include "assay/merkle/checkpoint.h"
#include "tests/system/proof_fixture.h"

namespace assay::testing {
namespace {

namespace fs = std::filesystem;

class EvidenceTest : public ProofTest {
 protected:
  // The verifier of evidence files that shares no code.
  int RunEvidenceVerifier(const std::string& arguments) const {
    return Run("python3 tests/verifiers/verify_evidence.py " + arguments);
  }
  int AddToZip(const std::string& archive, const std::string& name,
               const std::string& content) const {
    return Run("python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], \"a\").writestr(" +
               std::string("sys.argv[2], sys.argv[3])' ") + archive + " " + name + " " + content);
  }
  // Uploads a file; what a command names it by.
  std::string Upload(const Programme& programme, const std::string& title) const {
    std::string content = "%PDF-1.4\n" + title + "\n%%EOF\n";
    std::string hash = ToHex(Sha256(content));
    http::ClientRequest put{.method = "PUT",
                            .url = installation_.url() + programme.path() + "uploads/" + hash,
                            .headers = {{"Content-Type", "application/pdf"},
                                        {"Authorization", "Bearer " + installation_.token()}},
                            .body = content};
    EXPECT_EQ(http::Client().Send(put)->status, 201);
    return R"({"sha256":")" + hash + R"(","title":")" + title +
           R"(","mediaType":"application/pdf","bytes":)" + std::to_string(content.size()) +
           R"(,"effectiveOn":"2023-01-02"})";
  }
  // The audit gets a request for evidence that is answered, and a checklist with an answer that is
  // replaced; each with a file.
  void FillAudit(const Programme& programme) const {
    auto must = [&](const std::string& command, const std::string& body) {
      programme.Must(client_.get(), command, body);
    };
    std::string request = "evidence-requests/" + Id::Derived("request").ToString();
    must(request + ":request-evidence",
         R"({"auditId":")" + programme.audit() + R"(","what":"Records","askedId":")" +
             programme.owner() + R"(","requestedBy":")" + programme.coach() +
             R"(","dueOn":"2023-01-03","occurredOn":"2023-01-02"})");
    must(request + ":submit-evidence", R"({"submission":"Here","submittedBy":")" +
                                           programme.owner() +
                                           R"(","occurredOn":"2023-01-02","evidenceFiles":[)" +
                                           Upload(programme, "Records") + "]}");
    std::string checklist = "audit-checklists/" + programme.audit();
    must(checklist + ":build-checklist", "{}");
    auto built = client_->Get(programme.path() + checklist);
    std::string line(built->json.at("lines").at(0).at("line").as_string());
    std::string answer = R"({"line":")" + line + R"(","answeredBy":")" + programme.coach() +
                         R"(","occurredOn":"2023-01-02","result":"CONFORM","statement":"Seen",)" +
                         R"("methods":["BY_INTERVIEW"])";
    must(checklist + ":answer-line",
         answer + R"(,"evidenceFiles":[)" + Upload(programme, "Answer") + "]}");
    must(checklist + ":answer-line", answer + "}");
  }
};

TEST_F(EvidenceTest, AnEvidenceFileProvesAFindingAndItsActionOffline) {
  Programme programme(client_.get());
  std::string finding = Id::Derived("finding").ToString();
  ASSERT_TRUE(programme.RaiseFinding(client_.get(), finding)->ok());
  std::string action = Id::Derived("action of " + finding).ToString();
  ASSERT_TRUE(
      WaitUntil([&] { return client_->Get(programme.path() + "actions/" + action)->ok(); }));
  programme.Must(client_.get(), "findings/" + finding + ":attach-evidence",
                 R"({"file":)" + Upload(programme, "Server room") + "}");
  FillAudit(programme);
  std::string file = folder_.Sub("finding.zip");
  std::string exporting = "assayctl --organisation " + programme.organisation() +
                          " evidence export --out " + file + " findings/" + finding;
  ASSERT_EQ(RunOurs(exporting + " actions/" + action), 0) << Output();
  EXPECT_NE(Output().find("of 2 records, 1 uploaded files"), std::string::npos) << Output();
  EXPECT_NE(Output().find("  findings: 1\n"), std::string::npos) << Output();
  EXPECT_EQ(RunOurs(exporting), 1) << "written over: " << Output();

  std::string whole = folder_.Sub("programme.zip");
  ASSERT_EQ(RunOurs("assayctl --organisation " + programme.organisation() +
                    " evidence export --out " + whole + " --programme " + programme.journey()),
            0)
      << Output();
  EXPECT_NE(Output().find(" 3 uploaded files"), std::string::npos) << Output();
  for (const char* collection : {"journeys", "audits", "findings", "actions", "appointments",
                                 "evidence-requests", "audit-checklists"}) {
    EXPECT_NE(Output().find(std::string("  ") + collection + ": "), std::string::npos)
        << collection << ": " << Output();
  }

  std::string policy = client_->Get("/log/policy")->body;
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("policy"), policy).ok());
  installation_.StopAll();  // from here on nothing answers
  EXPECT_EQ(RunOurs("assay-verify " + file), 0) << Output();
  EXPECT_NE(Output().find("RaiseFinding"), std::string::npos) << Output();
  EXPECT_EQ(RunOurs("assay-verify " + whole), 0) << Output();
  for (const char* command : {"StartJourney", "PlanAudit", "RaiseFinding", "OpenAction"}) {
    EXPECT_NE(Output().find(command), std::string::npos) << command << ": " << Output();
  }
  EXPECT_EQ(RunOurs("assay-verify --policy " + folder_.Sub("policy") + " " + file), 0) << Output();
  size_t key = policy.find("\nlog ") + 5;
  std::string foreign = policy.substr(0, key) +
                        "events.example/site-1+1c71ffdd+"
                        "AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n";
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("foreign"), foreign).ok());
  EXPECT_EQ(RunOurs("assay-verify --policy " + folder_.Sub("foreign") + " " + file), 1) << Output();
  EXPECT_EQ(RunOurs("assay-verify --policy " + folder_.Sub("none") + " " + file), 2) << Output();
  EXPECT_EQ(RunEvidenceVerifier(file + " " + folder_.Sub("foreign")), 1) << Output();
  EXPECT_EQ(RunEvidenceVerifier(file + " " + folder_.Sub("policy")), 0) << Output();
  EXPECT_EQ(RunEvidenceVerifier(whole), 0) << Output();
  EXPECT_NE(Output().find("VERIFIED"), std::string::npos) << Output();

  // What is put beside genuine entries is not taken for recorded.
  std::string forged = folder_.Sub("forged.zip");
  fs::copy(file, forged);
  AddToZip(forged, "uploads/" + ToHex(Sha256("forged")), "forged");
  EXPECT_EQ(RunOurs("assay-verify " + forged), 1) << Output();
  EXPECT_NE(Output().find("is named by none of the entries"), std::string::npos) << Output();
  EXPECT_EQ(RunEvidenceVerifier(forged), 1) << Output();
  std::string bytes = ReadFile(file).value();
  ASSERT_TRUE(WriteFileDurably(file, bytes.substr(0, bytes.size() / 2)).ok());
  EXPECT_EQ(RunOurs("assay-verify " + file), 1) << Output();
  EXPECT_EQ(Run(std::string("ldd ") + std::getenv("ASSAY_BIN") + "/assay-verify | grep rocksdb"), 1)
      << Output();
}

TEST_F(ProofTest, WhoeverRemembersWhatTheySawFindsOutWhatIsGone) {
  Programme programme(client_.get());
  Receipt(programme, "audits", 3);
  std::string verify =
      "assayctl verify --remember " + folder_.Sub("seen") + " " + installation_.url();
  EXPECT_EQ(RunOurs(verify), 0) << Output();
  ASSERT_TRUE(programme.RaiseFinding(client_.get(), Id::Derived("finding").ToString())->ok());
  Receipt(programme, "audits", 4);
  EXPECT_EQ(RunOurs(verify), 0) << Output();
  EXPECT_NE(Output().find("it still holds the"), std::string::npos) << Output();
  std::string seen = ReadFile(folder_.Sub("seen")).value();
  size_t root = seen.find('\n', seen.find('\n') + 1) + 1;
  seen[root] = seen[root] == 'A' ? 'B' : 'A';
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("seen"), seen).ok());
  EXPECT_EQ(RunOurs(verify), 1) << Output();
  EXPECT_NE(Output().find("are not those that you have seen"), std::string::npos) << Output();

  // A log that is remembered and that nothing names any more.
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("seen"),
                               merkle::Checkpoint{"assay.local/HAM/gone", 9, {}}.ToString() + "\n")
                  .ok());
  EXPECT_EQ(RunOurs(verify), 1) << Output();
  EXPECT_NE(Output().find("assay.local/HAM/gone: the log is gone"), std::string::npos) << Output();
}

TEST_F(ProofTest, ATrustedPolicySaysWhoseKeysAndTheAddressWhatIsVerified) {
  Programme programme(client_.get());
  Receipt(programme, "audits", 3);
  // Without its own URLs, and with foreign ones: what is verified is the address.
  std::string policy = client_->Get("/log/policy")->body;
  std::string urls = installation_.url() + "/log/";
  std::string elsewhere = policy;
  for (size_t at = 0; (at = elsewhere.find(urls, at)) != std::string::npos;) {
    elsewhere.replace(at, urls.size(), "http://127.0.0.1:1/log/");
  }
  ASSERT_NE(elsewhere, policy);
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("policy"), elsewhere).ok());
  std::string verify = "assay-verify --policy " + folder_.Sub("policy") + " ";
  EXPECT_EQ(RunOurs(verify + installation_.url()), 0) << Output();

  // Another installation of the same name, with other keys.
  Installation other{{}};
  other.Start();
  EXPECT_EQ(RunOurs("assay-verify " + other.url()), 0) << Output();
  EXPECT_EQ(RunOurs(verify + other.url()), 1) << Output();
  EXPECT_NE(Output().find("no signature by a known key"), std::string::npos) << Output();
  EXPECT_EQ(RunOurs(verify + "http://127.0.0.1:1"), 2) << Output();
  EXPECT_NE(Output().find("NOT CHECKED: "), std::string::npos) << Output();
}

class FolderTest : public ProofTest {
 protected:
  FolderTest() : programme_(client_.get()) {
    Receipt(programme_, "audits", 3);
    policy_ = client_->Get("/log/policy")->body;
    EXPECT_TRUE(WriteFileDurably(folder_.Sub("policy"), policy_).ok());
  }
  int Verify(const std::string& arguments = "") const {
    return RunOurs("assayctl verify " + arguments + " " + installation_.data());
  }
  bool Says(const std::string& text) const { return Output().find(text) != std::string::npos; }
  // Each file's mode and content.
  std::map<std::string, std::string> Everything() const {
    std::map<std::string, std::string> all;
    for (const auto& file : fs::recursive_directory_iterator(installation_.data())) {
      std::string& about = all[file.path()];
      about = std::to_string(static_cast<unsigned>(file.status().permissions()));
      about += file.is_regular_file() ? ReadFile(file.path()).value() : "";
    }
    return all;
  }

  Programme programme_;
  std::string policy_;
};

TEST_F(FolderTest, AFolderIsVerifiedOnceItsServicesAreStoppedAndOnlyRead) {
  EXPECT_EQ(Verify(), 2) << "in use: " << Output();
  EXPECT_TRUE(Says("is in use")) << Output();
  installation_.StopAll();
  EXPECT_EQ(RunOurs("assayctl verify " + installation_.url()), 2) << Output();
  auto before = Everything();
  EXPECT_EQ(Verify(), 0) << Output();
  EXPECT_EQ(Everything(), before);
}

TEST_F(FolderTest, ACopyWithoutKeysIsVerifiedByThePolicy) {
  installation_.StopAll();
  fs::remove_all(installation_.data() + "/keys");
  EXPECT_EQ(Verify(), 2) << Output();
  EXPECT_TRUE(Says("give the installation's policy with --policy")) << Output();
  EXPECT_EQ(Verify("--policy " + folder_.Sub("policy")), 0) << Output();
  Installation other{{}};
  other.Start();
  ASSERT_TRUE(
      WriteFileDurably(folder_.Sub("foreign"), other.client()->Get("/log/policy")->body).ok());
  EXPECT_EQ(Verify("--policy " + folder_.Sub("foreign")), 1) << Output();
}

TEST_F(FolderTest, CheckpointsOnAnotherDiskAreFoundByTheConfiguration) {
  installation_.StopAll();
  fs::rename(installation_.data() + "/checkpoints", folder_.Sub("checkpoints"));
  EXPECT_EQ(Verify(), 2) << Output();
  EXPECT_TRUE(Says("name its configuration file with --config")) << Output();
  ASSERT_TRUE(WriteFileDurably(folder_.Sub("toml"),
                               "[node]\ncheckpoints = \"" + folder_.Sub("checkpoints") + "\"\n")
                  .ok());
  EXPECT_EQ(Verify("--config " + folder_.Sub("toml")), 0) << Output();
}

TEST_F(FolderTest, ALogThatIsGoneIsMissed) {
  installation_.StopAll();
  fs::remove(installation_.data() + "/checkpoints/actions");
  EXPECT_EQ(Verify(), 1) << Output();
  EXPECT_TRUE(Says("actions: there is a log, but no checkpoint")) << Output();
  fs::remove_all(installation_.data() + "/actions");
  EXPECT_EQ(Verify(), 1) << Output();
  EXPECT_TRUE(Says("actions: the log and its checkpoint are missing")) << Output();
  fs::remove(installation_.data() + "/keys/log/actions.key");
  EXPECT_EQ(Verify(), 0) << Output();
  EXPECT_EQ(Verify("--policy " + folder_.Sub("policy")), 1) << Output();
  EXPECT_TRUE(Says("actions: the log and its checkpoint are missing")) << Output();
}

}  // namespace
}  // namespace assay::testing
