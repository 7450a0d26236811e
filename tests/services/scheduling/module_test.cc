#include "services/scheduling/module.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/services/scheduling/fixture.h"

namespace assay::scheduling {
namespace {

TEST(SchedulingModuleTest, EveryCommandIsDecidedForwardedOrBecomesItsEvent) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  for (const auto& [name, type] : catalog.commands()) {
    if (type.service == "scheduling") {
      int ways = (type.emits != nullptr ? 1 : 0) + (module.FindDecider(name) != nullptr ? 1 : 0) +
                 (module.FindForwarder(name) != nullptr ? 1 : 0);
      EXPECT_EQ(ways, 1) << name;
    }
  }
}

TEST(SchedulingModuleTest, EveryQueryIsAnsweredAndEveryComputedFieldPresented) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  for (const auto& [name, type] : catalog.queries()) {
    EXPECT_TRUE(type.service != "scheduling" || module.FindQuery(name) != nullptr) << name;
  }
  for (const char* record : {"Appointment", "CoveredCertificate", "Cycle", "Deadline"}) {
    EXPECT_NE(module.FindPresenter("assay.scheduling.v1." + std::string(record)), nullptr);
  }
}

// Names are part of command ids: a changed name would give a reaction again.
TEST(SchedulingModuleTest, ReactionsKeepTheirNames) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  std::set<std::string> names;
  for (const aggregate::Reaction& reaction : module.reactions()) {
    names.insert(reaction.name);
    const schema::RecordType* record = catalog.FindEventRecord(reaction.event);
    ASSERT_NE(record, nullptr) << reaction.event;
    EXPECT_EQ(record->service, reaction.source) << reaction.name;
  }
  EXPECT_EQ(names.size(), module.reactions().size());
  EXPECT_THAT(
      names,
      ::testing::UnorderedElementsAre(
          "audit-planned", "audit-moved", "audit-cancelled", "audit-opened",
          "initial-visit-scheduled", "initial-visit-held", "exercise-planned", "exercise-moved",
          "exercise-held", "exercise-cancelled", "session-scheduled", "session-moved",
          "session-held", "session-cancelled", "review-planned", "review-moved", "review-held",
          "review-cancelled", "certification-granted", "certification-renewed",
          "surveillance-reported", "recertification-reported", "certificate-issued",
          "certificate-suspended", "certificate-restored", "certificate-withdrawn",
          "certificate-revised", "certificate-reduced", "certificate-transferred", "action-opened",
          "action-assigned", "action-regraded", "due-date-extended", "action-redated",
          "action-closed", "action-reopened", "action-cancelled", "to-do-added", "to-do-redated",
          "to-do-done", "to-do-dropped", "surveillance-of-certificates",
          "recertification-of-certificates", "certificate-extended", "certificate-renewed",
          "certificate-transitioned", "suspension-to-review", "suspension-restored",
          "suspension-reduced", "suspension-withdrawn", "appeal-filed", "appeal-upheld",
          "appeal-dismissed", "appeal-withdrawn", "complaint-received", "complaint-answered",
          "change-notified", "change-reviewed", "misuse-reported", "misuse-corrected",
          "witness-announced", "witness-answered", "evidence-requested", "evidence-submitted",
          "evidence-accepted", "evidence-rejected", "evidence-withdrawn"));
}

TEST(SchedulingModuleTest, TheServiceFollowsTheOwnersOfDates) {
  schema::Catalog catalog;
  EXPECT_THAT(MakeModule().Follows(catalog),
              ::testing::IsSupersetOf({"actions", "audits", "training"}));
}

}  // namespace
}  // namespace assay::scheduling
