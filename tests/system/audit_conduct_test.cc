// A combined internal audit of two standards from a round of the audit programme to its closed
// report, through the public API of real processes, with an attempt to cheat at each gate.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>

#include "assay/base/id.h"
#include "tests/system/installation.h"

namespace assay::testing {
namespace {

std::string IdOf(const std::string& label) {
  return Id::Derived("audit conduct/" + label).ToString();
}

// A JSON object; single quotes stand for double ones, and @name@ for the id of that name.
std::string Json(const std::string& text) {
  std::string json;
  for (size_t i = 0; i < text.size(); ++i) {
    size_t end = text[i] == '@' ? text.find('@', i + 1) : std::string::npos;
    if (end != std::string::npos) {
      json += IdOf(text.substr(i + 1, end - i - 1));
      i = end;
    } else {
      json += text[i] == '\'' ? '"' : text[i];
    }
  }
  return json;
}

class AuditConductTest : public ::testing::TestWithParam<Shape> {
 protected:
  AuditConductTest() : installation_({.shape = GetParam()}) {
    installation_.Start();
    clients_["administrator"] = installation_.client();
    Accepted("administrator", "organisations/@organisation@:register-organisation",
             "{'name':'Works','zone':'Europe/Berlin'}");
    for (const char* site : {"main", "plant"}) {
      Accepted("administrator", std::string("sites/@") + site + "@:add-site",
               std::string("{'name':'") + site +
                   "','address':'Hamburg','zone':'Europe/Berlin','centralFunction':" +
                   (site == std::string("main") ? "true}" : "false}"));
    }
    Hire("jonas", "STAFF", "COMPLIANCE_MANAGER");
    Hire("anke", "STAFF", "TOP_MANAGEMENT");
    Hire("mira", "STAFF", "AUDITOR");
    Hire("petra", "CONSULTANT_STAFF", "AUDITOR");
    Hire("olga", "STAFF", "PROCESS_OWNER");
    Hire("kai", "STAFF", "ACTION_OWNER");
    Accepted("jonas", "sites/@plant@:add-site-manager", "{'personId':'@olga@'}");
    Accepted("jonas", "journeys/@journey@:start-journey",
             "{'name':'Both','standards':['ISO/IEC 27001','ISO 9001'],'siteIds':['@main@',"
             "'@plant@'],'scopeStatement':'All','personnel':140}");
  }

  // A person with an account of the organisation.
  void Hire(const std::string& name, const std::string& tie, const std::string& role) {
    Accepted("administrator", "people/@" + name + "@:register-person",
             "{'name':'Somebody " + name + "','tie':'" + tie + "'}");
    ctl::ApiClient* administrator = clients_.at("administrator").get();
    std::string user = "/api/v1/users/" + IdOf("user " + name);
    auto put = administrator->Put(
        user, Json("{'login':'" + name + "','password':'long enough for " + name +
                   "','memberships':[{'organisation':'@organisation@','roles':['" + role +
                   "'],'person':'@" + name + "@'}]}"));
    ASSERT_TRUE(put.ok() && put->ok()) << (put.ok() ? put->body : "");
    auto token = administrator->Post(user + ":create-token", R"({"name":"test"})");
    ASSERT_TRUE(token.ok() && token->ok()) << (token.ok() ? token->body : "");
    clients_[name] = std::make_unique<ctl::ApiClient>(installation_.url(), token->Text("token"));
  }

  static std::string Path(const std::string& rest) {
    return "/api/v1/organisations/" + IdOf("organisation") + "/" + Json(rest);
  }
  ctl::ApiAnswer Give(const std::string& who, const std::string& command, const std::string& body) {
    ctl::ApiClient* client = clients_.at(who).get();
    auto answer = client->Post(Path(command), Json(body), "command " + std::to_string(++given_));
    EXPECT_TRUE(answer.ok()) << answer.status().message();
    for (auto& [name, other] : clients_) {
      other->seen() = client->seen();
    }
    return answer.ok() ? *answer : ctl::ApiAnswer();
  }
  void Accepted(const std::string& who, const std::string& command, const std::string& body) {
    ctl::ApiAnswer answer = Give(who, command, body);
    EXPECT_TRUE(answer.ok()) << who << " " << command << ": " << answer.body;
  }
  // Refused by the rule, with its clause, a sentence and the field (none: of the whole); or by the
  // code of a refusal without rule.
  void Refused(const std::string& reason, const std::string& field, const std::string& who,
               const std::string& command, const std::string& body) {
    ctl::ApiAnswer answer = Give(who, command, body);
    EXPECT_GE(answer.status, 400) << who << " " << command << ": " << answer.body;
    bool rule = reason[0] >= 'A' && reason[0] <= 'Z';
    EXPECT_EQ(answer.Text(rule ? "rule" : "code"), reason) << answer.body;
    EXPECT_EQ(answer.Text("clause").empty(), !rule) << answer.body;
    EXPECT_EQ(answer.Text("field"), field) << answer.body;
    EXPECT_NE(answer.Text("detail"), "") << answer.body;
  }
  boost::json::value Look(const std::string& rest) {
    auto answer = clients_.at("administrator")->Get(Path(rest));
    EXPECT_TRUE(answer.ok() && answer->ok()) << (answer.ok() ? answer->body : "");
    return answer.ok() ? answer->json : boost::json::value();
  }
  std::vector<std::string> Lines() {
    std::vector<std::string> lines;
    boost::json::value checklist = Look("audit-checklists/@audit@");
    for (const auto& line : checklist.at("lines").as_array()) {
      lines.emplace_back(line.at("line").as_string().c_str());
    }
    return lines;
  }
  static std::string Line(const std::string& line, const std::string& rest) {
    return "{'line':'" + line + "','occurredOn':'2023-01-02'," + rest + "}";
  }

  void PlanTheProgramme();
  void PlanTheAudit();
  void Answer();
  void AskForEvidence();
  void ReportAndClose();

  Installation installation_;
  std::map<std::string, std::unique_ptr<ctl::ApiClient>> clients_;
  int given_ = 0;
};

constexpr char kSeen[] =
    "'statement':'Reports 1 to 3 of 2022','methods':['BY_DOCUMENT_REVIEW','BY_INTERVIEW']";

void AuditConductTest::PlanTheProgramme() {
  std::string programme =
      "'name':'Internal audits','standards':['ISO/IEC 27001','ISO 9001'],'siteIds':['@main@',"
      "'@plant@'],'objectives':'Know before the body asks','risksAndOpportunities':'Few "
      "auditors','establishedBy':'@jonas@','occurredOn':'2023-01-02','fromYear':2023,'toYear':";
  std::string establish = "audit-programmes/@programme@:establish-audit-programme";
  Refused("PR-1", "toYear", "jonas", establish, "{" + programme + "2030}");
  Accepted("jonas", establish, "{" + programme + "2025}");
  Accepted("jonas", "audit-programmes/@programme@:rate-audit-risk",
           "{'rating':{'siteId':'@plant@','clause':'9','level':'HIGH','reason':'New there'}}");
  std::string round =
      "{'round':{'roundId':'@round@','siteIds':['@main@','@plant@'],'standards':['ISO/IEC "
      "27001','ISO 9001'],'clauses':['9.2'],'type':'INTERNAL','month':1,'year':";
  Refused("PR-3", "round", "jonas", "audit-programmes/@programme@:plan-round", round + "2029}}");
  Accepted("jonas", "audit-programmes/@programme@:plan-round", round + "2023}}");
  std::string approve = "audit-programmes/@programme@:approve-audit-programme";
  Refused("PR-2", "approvedBy", "jonas", approve,
          "{'approvedBy':'@jonas@','occurredOn':'2023-01-02'}");
  Refused("PR-2", "", "jonas", approve, "{'approvedBy':'@anke@','occurredOn':'2023-01-02'}");
  Accepted("anke", approve, "{'approvedBy':'@anke@','occurredOn':'2023-01-02'}");
}

void AuditConductTest::PlanTheAudit() {
  std::string plan =
      "{'journeyId':'@journey@','type':'INTERNAL','standards':['ISO/IEC 27001','ISO 9001'],"
      "'siteIds':['@main@','@plant@'],'programmeId':'@programme@','roundId':'@round@',"
      "'plannedFrom':'2023-01-02','plannedTo':";
  Refused("dates-reversed", "plannedTo", "jonas", "audits/@audit@:plan-audit",
          plan + "'2023-01-01'}");
  Accepted("jonas", "audits/@audit@:plan-audit", plan + "'2023-01-03'}");
  std::string assign = "audits/@audit@:assign-team-member";
  Refused("auditor-not-qualified", "member.personId", "jonas", assign,
          "{'member':{'personId':'@mira@','role':'LEAD_AUDITOR'}}");
  Refused("IA-1", "member.personId", "jonas", assign,
          "{'member':{'personId':'@olga@','role':'TRAINEE'}}");
  Accepted("jonas", assign, "{'member':{'personId':'@petra@','role':'COACH'}}");
  Accepted("jonas", assign, "{'member':{'personId':'@mira@','role':'TRAINEE'}}");
  Accepted("jonas", assign, "{'member':{'personId':'@kai@','role':'OBSERVER'}}");

  Accepted("mira", "audits/@audit@:prepare-audit-plan",
           "{'objectives':'Does internal audit work?','criteria':'Both standards','plan':{'scope':"
           "'Both sites','methods':'Interviews and records','sampling':'By judgement','language':"
           "'German','auditeeRepresentativeId':'@olga@'}}");
  auto item = [](const std::string& id, const std::string& kind, const std::string& times,
                 const std::string& day = "2023-01-02") {
    return "{'item':{'itemId':'@" + id + "@','kind':'" + kind + "','title':'" + id + "','day':'" +
           day + "'," + times + ",'auditorIds':['@mira@']}}";
  };
  std::string schedule = "audits/@audit@:schedule-agenda-item";
  Accepted("mira", schedule,
           item("opening", "OPENING_MEETING", "'beginsAt':'09:00','endsAt':'09:30'"));
  Refused("AU-2", "item.day", "mira", schedule,
          item("talk", "INTERVIEW", "'beginsAt':'10:00','endsAt':'11:00'", "2023-01-04"));
  Accepted("mira", schedule, item("talk", "INTERVIEW", "'beginsAt':'10:00','endsAt':'11:00'"));
  Refused("AU-3", "item.auditorIds", "mira", schedule,
          item("tour", "SITE_TOUR", "'beginsAt':'10:30','endsAt':'11:30'"));
  Refused("AU-5", "item.beginsAt", "mira", schedule,
          item("closing", "CLOSING_MEETING", "'beginsAt':'08:00','endsAt':'08:30'"));
  Accepted("mira", schedule,
           item("closing", "CLOSING_MEETING", "'beginsAt':'16:00','endsAt':'16:30'"));
  Accepted("mira", "audits/@audit@:send-audit-plan", "{'occurredOn':'2023-01-02'}");
}

void AuditConductTest::Answer() {
  Accepted("mira", "audit-checklists/@audit@:build-checklist", "{'clauses':['9.2']}");
  Accepted("mira", "audits/@audit@:open-audit", "{'occurredOn':'2023-01-02'}");
  Accepted(
      "mira", "audits/@audit@:hold-meeting",
      "{'meeting':{'kind':'OPENING','heldOn':'2023-01-02','attendeeIds':['@mira@','@olga@']}}");
  std::vector<std::string> lines = Lines();
  ASSERT_GE(lines.size(), 2U);
  std::string answer = "audit-checklists/@audit@:answer-line";
  std::string by_mira = ",'answeredBy':'@mira@'";
  Refused("AU-8", "statement", "mira", answer, Line(lines[0], "'result':'CONFORM'" + by_mira));
  Refused("AU-11", "result", "mira", answer,
          Line(lines[0], "'result':'NOT_APPLICABLE','justification':'Small'" + by_mira));
  Refused("AU-12", "answeredBy", "mira", answer,
          Line(lines[0], std::string("'result':'CONFORM','answeredBy':'@olga@',") + kSeen));
  Refused("AU-12", "answeredBy", "mira", answer,
          Line(lines[0], std::string("'result':'CONFORM','answeredBy':'@kai@',") + kSeen));
  std::string sample =
      ",'samples':[{'population':'Audits of 2022','populationSize':9,'method':'JUDGEMENT',"
      "'sampleSize':2,'minimum':3";
  std::string conform = std::string("'result':'CONFORM',") + kSeen + by_mira;
  Refused("AU-9", "samples[0].justification", "mira", answer,
          Line(lines[0], conform + sample + "}]"));
  Accepted("mira", answer,
           Line(lines[0], conform + sample + ",'justification':'The others are alike'}]"));
  boost::json::value audit = Look("audits/@audit@");
  std::string results = boost::json::serialize(audit.at("results"));
  EXPECT_NE(results.find("27001/9.2"), std::string::npos) << results;
  EXPECT_NE(results.find("9001/9.2"), std::string::npos) << results;
}

void AuditConductTest::AskForEvidence() {
  std::string ask =
      "'auditId':'@audit@','what':'The reports of 2022','askedId':'@olga@','requestedBy':'@mira@',"
      "'occurredOn':'2023-01-02','dueOn':";
  Refused("AU-18", "dueOn", "mira", "evidence-requests/@request@:request-evidence",
          "{" + ask + "'2023-01-01'}");
  Accepted("mira", "evidence-requests/@request@:request-evidence", "{" + ask + "'2023-01-03'}");
  std::string submit =
      "{'submission':'Reports 1 to 3','submittedBy':'@olga@','occurredOn':"
      "'2023-01-02'}";
  Refused("not-asked", "submittedBy", "kai", "evidence-requests/@request@:submit-evidence", submit);
  Accepted("olga", "evidence-requests/@request@:submit-evidence", submit);
  Refused("AU-17", "judgedBy", "jonas", "evidence-requests/@request@:accept-evidence",
          "{'judgedBy':'@olga@','occurredOn':'2023-01-02'}");
  Refused("forbidden", "", "olga", "evidence-requests/@request@:accept-evidence",
          "{'judgedBy':'@mira@','occurredOn':'2023-01-02'}");
  Accepted("mira", "evidence-requests/@request@:reject-evidence",
           "{'judgedBy':'@mira@','reason':'Report 2 is a draft','dueOn':'2023-01-03','occurredOn':"
           "'2023-01-02'}");
  Accepted("olga", "evidence-requests/@request@:submit-evidence", submit);
  Accepted("mira", "evidence-requests/@request@:accept-evidence",
           "{'judgedBy':'@mira@','occurredOn':'2023-01-02'}");
  Accepted("mira", "evidence-requests/@second@:request-evidence", "{" + ask + "'2023-01-03'}");
}

void AuditConductTest::ReportAndClose() {
  std::vector<std::string> lines = Lines();
  std::string answer = "audit-checklists/@audit@:answer-line";
  std::string issue = "audits/@audit@:issue-report";
  std::string report =
      "{'summary':'Both sites were seen','conclusion':'Internal audit works','firstDay':"
      "'2023-01-02','lastDay':'2023-01-02','occurredOn':'2023-01-02','details':{'"
      "degreeOfFulfilment'"
      ":'Met, but for one minor','divergingOpinions':'None','samplingDisclaimer':'A sample was "
      "seen'}}";
  Refused("AU-14", "", "mira", issue, report);
  for (size_t i = 1; i < lines.size(); ++i) {
    std::string result = i + 1 == lines.size() ? "'result':'MINOR'," : "'result':'CONFORM',";
    Accepted("mira", answer, Line(lines[i], result + kSeen + ",'answeredBy':'@mira@'"));
  }
  Refused("AU-13", "", "mira", issue, report);
  std::string raise =
      "'findingId':'@finding@','line':'" + lines.back() +
      "','grade':'MINOR','standard':'ISO/IEC 27001','clause':'9.2.2','siteId':'@plant@',"
      "'requirement':'Results reach the managers','statement':'They do not.','ownerId':'@olga@',"
      "'occurredOn':'2023-01-02'";
  Refused("missing-field", "evidence", "mira", "audits/@audit@:raise-finding", "{" + raise + "}");
  Accepted("mira", "audits/@audit@:raise-finding", "{" + raise + ",'evidence':'Report 2'}");
  Accepted("mira", issue, report);
  Refused("wrong-state", "id", "mira", answer,
          Line(lines[0], std::string("'result':'CONFORM','answeredBy':'@mira@',") + kSeen));

  std::string close = "audits/@audit@:close-audit";
  Refused("AU-15", "", "mira", close, "{'occurredOn':'2023-01-02'}");
  Accepted("mira", "evidence-requests/@second@:withdraw-evidence-request",
           "{'reason':'It was in the first'}");
  Refused("AU-16", "", "mira", close, "{'occurredOn':'2023-01-02'}");
  Accepted(
      "mira", "audits/@audit@:hold-meeting",
      "{'meeting':{'kind':'CLOSING','heldOn':'2023-01-02','attendeeIds':['@mira@','@olga@']}}");
  Refused("missing-field", "reason", "mira", "audit-reports/@audit@:revise-report",
          "{'occurredOn':'2023-01-02'}");
  Accepted("mira", "audit-reports/@audit@:revise-report",
           "{'reason':'The plant was forgotten','summary':'Main and plant','occurredOn':"
           "'2023-01-02'}");
  Accepted("mira", close, "{'occurredOn':'2023-01-02'}");
}

TEST_P(AuditConductTest, NobodyGetsAroundAGateAndTheAuditComesToItsEnd) {
  PlanTheProgramme();
  PlanTheAudit();
  Answer();
  AskForEvidence();
  ReportAndClose();
  EXPECT_EQ(Look("audits/@audit@").at("state").as_string(), "CLOSED");
  boost::json::value report = Look("audit-reports/@audit@");
  const auto& versions = report.at("versions").as_array();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].at("summary").as_string(), "Both sites were seen");
  EXPECT_EQ(versions[1].at("summary").as_string(), "Main and plant");
  EXPECT_EQ(versions[1].at("findings").as_array().size(), 1U);
  EXPECT_EQ(versions[0].at("client").as_string(), "Works");
  int covered = 0;
  boost::json::value coverage = Look("audit-programmes/@programme@/coverage");
  for (const auto& cell : coverage.at("cells").as_array()) {
    covered += cell.at("state").as_string() == "COVERED" ? 1 : 0;
  }
  EXPECT_EQ(covered, 4);  // clause 9 of two standards at two sites, in 2023
}

INSTANTIATE_TEST_SUITE_P(Shapes, AuditConductTest,
                         ::testing::Values(Shape::kIpc, Shape::kOneProcess),
                         [](const auto& shape) { return Name(shape.param); });

}  // namespace
}  // namespace assay::testing
