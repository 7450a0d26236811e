// A fact that broke a blocking rule is work to do.
#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

// An entry of the audits service in which a finding was verified, with warnings.
log::v1::Entry Verified(const std::vector<assay::Warning>& warnings,
                        const std::string& finding = kFinding) {
  log::v1::Entry entry;
  entry.set_ruleset("assay-2026.1+nordmark-3");
  log::v1::Event* event = entry.add_events();
  event->set_record("assay.audits.v1.Finding");
  event->set_id(finding);
  event->set_type("assay.audits.v1.FindingVerified");
  *entry.mutable_warnings() = {warnings.begin(), warnings.end()};
  return entry;
}

assay::Warning Warn(const std::string& rule, const std::string& message, bool blocking = true) {
  assay::Warning warning;
  warning.set_rule(rule);
  warning.set_message(message);
  warning.set_blocking(blocking);
  return warning;
}

class Breach : public ::testing::Test {
 protected:
  std::vector<v1::ToDo> ToDos() {
    std::vector<v1::ToDo> all;
    std::vector<std::string> stored = domain.log().Read(1, 100'000, 1 << 30).value();
    for (const std::string& bytes : stored) {
      log::v1::Entry entry = eventlog::ParseEntry(bytes).value();
      for (const log::v1::Event& event : entry.events()) {
        if (event.type() == v1::ToDoAdded::descriptor()->full_name()) {
          all.push_back(domain.Get<v1::ToDo>(event.id()));
        }
      }
    }
    return all;
  }

  testing::DomainHarness domain{MakeModule(), "2024-10-20"};
  const assay::Warning late = Warn("NC-4", "the major is verified 1 day late");
};

TEST_F(Breach, OfABlockingRuleIsAnItemWithRulePriorityAndDate_BR_1) {
  domain.HearEntry("audits", Verified({late}));
  ASSERT_EQ(ToDos().size(), 1U);
  v1::ToDo to_do = ToDos()[0];
  EXPECT_EQ(to_do.title(), "NC-4 is not kept: " + rules::Ruleset::Default().Find("NC-4")->title);
  EXPECT_EQ(to_do.rule(), "NC-4");
  EXPECT_EQ(to_do.ruleset(), "assay-2026.1+nordmark-3");
  EXPECT_EQ(to_do.breach(), "the major is verified 1 day late");
  EXPECT_EQ(to_do.record(), "assay.audits.v1.Finding");
  EXPECT_EQ(to_do.record_id(), kFinding);
  EXPECT_EQ(to_do.state(), v1::ToDo::TO_DO);
  EXPECT_EQ(to_do.priority(), v1::HIGH);
  EXPECT_EQ(to_do.due_on(), "2024-11-03");
  EXPECT_EQ(to_do.owner_id(), "") << "whoever runs the programme gives it to somebody";
  EXPECT_FALSE(to_do.before_certification());
}

TEST_F(Breach, OfOneLateSurveillanceIsOneItem) {
  log::v1::Entry reported = Verified({Warn("SU-1", "the first surveillance is 1 day late")});
  reported.mutable_events(0)->set_record("assay.audits.v1.Audit");
  reported.mutable_events(0)->set_type("assay.audits.v1.AuditReportIssued");
  domain.HearEntry("audits", reported);
  log::v1::Entry filled = Verified({Warn("SU-1", "surveillance-1 is late")});
  filled.mutable_events(0)->set_record("assay.scheduling.v1.Cycle");
  filled.mutable_events(0)->set_type("assay.scheduling.v1.WindowFilled");
  domain.HearEntry("scheduling", filled);  // the same, from where windows are kept
  ASSERT_EQ(ToDos().size(), 1U);
  EXPECT_EQ(ToDos()[0].rule(), "SU-1");
  EXPECT_EQ(ToDos()[0].record(), "assay.audits.v1.Audit");
}

TEST_F(Breach, IsOfTheRecordThatItIsAbout) {
  assay::Warning of_another = Warn("SU-2", "there is no surveillance in the year 2025");
  of_another.set_record("assay.audits.v1.Journey");
  of_another.set_record_id(kJourney);
  domain.HearEntry("audits", Verified({late, of_another}));
  domain.HearEntry("audits", Verified({of_another}, IdOf("other finding")));
  std::vector<v1::ToDo> all = ToDos();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].record_id(), kFinding);
  EXPECT_EQ(all[1].record(), "assay.audits.v1.Journey");
  EXPECT_EQ(all[1].record_id(), kJourney);
}

TEST_F(Breach, OfAWarningRuleIsNone) {
  domain.HearEntry("audits", Verified({Warn("NC-8", "late", false)}));
  EXPECT_TRUE(ToDos().empty());
  EXPECT_TRUE(domain.EventTypes().empty());
}

TEST_F(Breach, ToldAgainIsNotDoneAgain) {
  domain.HearEntry("audits", Verified({late}));
  domain.HearEntry("audits", Verified({late}));
  EXPECT_EQ(ToDos().size(), 1U);
  EXPECT_EQ(domain.EventTypes(), std::vector<std::string>{"ToDoAdded"}) << "nor refused";
}

TEST_F(Breach, DoneOrDroppedStaysSo) {
  domain.HearEntry("audits", Verified({late}));
  v1::DropToDo drop;
  drop.set_id(ToDos()[0].id());
  drop.set_reason("The body accepts it");
  domain.Accepted(drop);
  domain.HearEntry("audits", Verified({late}));
  EXPECT_EQ(ToDos()[0].state(), v1::ToDo::DROPPED);
}

TEST_F(Breach, EachOneOfEachRecordIsAnItemOfItsOwn) {
  domain.HearEntry("audits", Verified({late, Warn("NC-3", "no evidence"), late}));
  EXPECT_EQ(ToDos().size(), 2U);
  domain.HearEntry("audits", Verified({late}, IdOf("other finding")));
  EXPECT_EQ(ToDos().size(), 3U);
}

TEST_F(Breach, PriorityAndDateAreTheOrganisations) {
  testing::DomainHarness patient(
      MakeModule(), "2024-10-20",
      rules::Rulebook::Of({{"own.toml",
                            "id = \"own\"\nversion = \"1\"\nextends = \"assay-2026.1\"\n"
                            "organisation = \"" +
                                std::string(testing::DomainHarness::kOrganisation) +
                                "\"\n[rule.BR-1]\n"
                                "params = { due_days = 30, priority = \"low\" }\n"}})
          .value());
  patient.HearEntry("audits", Verified({late}));
  auto command = AddToDosForBreaches(Verified({late})).at(0);
  auto to_do = patient.Get<v1::ToDo>(schema::FieldText(*command, "id"));
  EXPECT_EQ(to_do.priority(), v1::LOW);
  EXPECT_EQ(to_do.due_on(), "2024-11-19");
}

}  // namespace
}  // namespace assay::actions
