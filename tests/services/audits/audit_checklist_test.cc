#include <algorithm>

#include "tests/services/audits/audit_workspace.h"

namespace assay::audits {
namespace {

class AuditChecklistTest : public AuditWorkspace {
 protected:
  // A checklist of the organisation: one line about both standards, one about none, one about 9001.
  void KnowTemplate() {
    auto own = For<directory::v1::ChecklistTemplate>("walk");
    own.set_key("WALK");
    auto* both = own.add_lines();
    both->set_question("Are ways kept clear?");
    for (const char* standard : {"27001", "22301"}) {
      auto* clause = both->add_clauses();
      clause->set_standard(standard);
      clause->set_edition(standard == std::string("27001") ? "2022" : "2019");
      clause->set_clause("7.1");
    }
    own.add_lines()->set_question("Is the coffee good?");
    auto* other = own.add_lines();
    other->set_question("Is the product marked?");
    other->add_clauses()->set_standard("9001");
    domain.Know(own);
  }
};

TEST_F(AuditChecklistTest, LinesComeFromTheOutlinesAndOneServesBothStandards) {
  Planned();
  domain.Accepted(Build({"9.2"}));
  v1::AuditChecklist checklist = Checklist();
  ASSERT_GT(checklist.lines_size(), 0);
  const v1::AuditLine& line = checklist.lines(0);
  EXPECT_EQ(line.line(), line.standard() + "/" + line.clause() + "/1");
  EXPECT_NE(line.question(), "");
  EXPECT_NE(line.title(), "");
  EXPECT_TRUE(std::any_of(line.also().begin(), line.also().end(), [](const auto& clause) {
    return clause.standard() == "22301";
  })) << line.DebugString();
  std::set<std::string> ids;
  for (const v1::AuditLine& one : checklist.lines()) {
    EXPECT_TRUE(ids.insert(one.line()).second) << one.line();
    EXPECT_TRUE(one.clause().starts_with("9.2")) << one.clause();
  }
}

TEST_F(AuditChecklistTest, OwnChecklistsAreTakenAsFarAsTheyAreAboutTheAuditsStandards) {
  Planned();
  KnowTemplate();
  v1::BuildChecklist build = Build({});
  build.add_template_ids(IdOf("walk"));
  domain.Accepted(build);
  v1::AuditChecklist checklist = Checklist();
  ASSERT_EQ(checklist.lines_size(), 2);
  EXPECT_EQ(checklist.lines(0).line(), "27001/7.1/1");
  EXPECT_EQ(checklist.lines(0).also(0).standard(), "22301");
  EXPECT_EQ(checklist.lines(1).line(), "WALK/1");
}

TEST_F(AuditChecklistTest, WhatCannotBeBuiltIsRefused) {
  Planned();
  EXPECT_EQ(domain.Refused(Build({"42"})).code(), "unknown-clause");
  EXPECT_EQ(domain.Refused(Build({}, "no such audit")).code(), "not-found");
  v1::BuildChecklist missing = Build({});
  missing.add_template_ids(IdOf("no such checklist"));
  EXPECT_EQ(domain.Refused(missing).code(), "not-found");
  auto cancel = For<v1::CancelAudit>("internal");
  cancel.set_reason("Ill");
  domain.Accepted(cancel);
  EXPECT_EQ(domain.Refused(Build({"9.2"})).code(), "wrong-state");
}

TEST_F(AuditChecklistTest, ItIsBuiltAnewUntilALineIsAnswered) {
  Planned();
  domain.Accepted(Build({"9.2"}));
  int before = Checklist().lines_size();
  domain.Accepted(Build({"9.2", "9.3"}));
  EXPECT_GT(Checklist().lines_size(), before);
  domain.SetToday("2023-11-06");
  domain.Accepted(Open("internal", "2023-11-06"));
  domain.Accepted(Answer(LineAt(0), v1::LineAnswer::CONFORM));
  EXPECT_EQ(domain.Refused(Build({"9.2"})).code(), "checklist-in-use");
}

TEST_F(AuditChecklistTest, TheNextAuditStartsFromTheLastWithItsResultsBeside) {
  OpenedInternal();
  std::string line = LineAt(0);
  AnswerAll();
  domain.Accepted(Answer(line, v1::LineAnswer::MINOR));
  domain.Accepted(RaiseFrom(line, "minor", v1::MINOR));
  auto plan = For<v1::PlanAudit>("next");
  plan.set_journey_id(IdOf("journey"));
  plan.set_type(v1::INTERNAL);
  plan.set_planned_from("2024-11-04");
  plan.set_planned_to("2024-11-05");
  assay::Problem nothing = domain.Refused(plan);
  EXPECT_EQ(nothing.code(), "missing-field");
  EXPECT_EQ(nothing.field(), "standards");
  plan.set_previous_audit_id(IdOf("internal"));
  domain.Accepted(plan);

  v1::Audit next = Audit("next");
  EXPECT_EQ(next.standards_size(), 2);
  EXPECT_EQ(next.site_ids_size(), 2);
  EXPECT_EQ(next.criteria(), Audit("internal").criteria());
  EXPECT_EQ(next.previous_audit_id(), IdOf("internal"));
  v1::AuditChecklist taken = Checklist("next");
  EXPECT_EQ(taken.answers_size(), 0);
  ASSERT_EQ(taken.lines_size(), Checklist().lines_size());
  EXPECT_EQ(taken.lines(0).previous().result(), v1::LineAnswer::MINOR);
  EXPECT_EQ(taken.lines(0).previous().finding_ids(0), IdOf("minor"));
  EXPECT_EQ(taken.lines(1).previous().result(), v1::LineAnswer::CONFORM);

  // Built anew, what was found stays beside.
  domain.Accepted(Build({"9.2"}, "next"));
  EXPECT_EQ(Checklist("next").lines(0).previous().result(), v1::LineAnswer::MINOR);
}

TEST_F(AuditChecklistTest, AnAuditOfAnotherJourneyIsNoBeginning) {
  Planned();
  auto start = For<v1::StartJourney>("second");
  start.set_name("Second");
  start.add_standards("ISO/IEC 27001");
  start.add_site_ids(IdOf("hamburg"));
  start.set_scope_statement("All");
  start.set_personnel(12);
  domain.Accepted(start);
  v1::PlanAudit plan = Internal("next", "2024-11-04", "2024-11-05");
  plan.set_journey_id(IdOf("second"));
  plan.set_previous_audit_id(IdOf("internal"));
  EXPECT_EQ(domain.Refused(plan).code(), "other-journey");
}

}  // namespace
}  // namespace assay::audits
