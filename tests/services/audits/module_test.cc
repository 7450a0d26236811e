#include "services/audits/module.h"

#include <gtest/gtest.h>

#include "assay/schema/catalog.h"

namespace assay::audits {
namespace {

TEST(AuditsModuleTest, EveryCommandIsDecidedByAFunctionOrBecomesItsEvent) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  for (const auto& [name, command] : catalog.commands()) {
    if (command.service == "audits") {
      bool decided = module.FindDecider(name) != nullptr;
      EXPECT_NE(decided, command.emits != nullptr) << name;
    }
  }
}

TEST(AuditsModuleTest, EveryQueryHasItsAnswer) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  for (const auto& [name, query] : catalog.queries()) {
    if (query.service == "audits") {
      EXPECT_NE(module.FindQuery(name), nullptr) << name;
    }
  }
}

TEST(AuditsModuleTest, TheFeedsOfTheOtherServicesAreFollowed) {
  schema::Catalog catalog;
  std::vector<std::string> follows = MakeModule().Follows(catalog);
  EXPECT_EQ(std::set<std::string>(follows.begin(), follows.end()),
            (std::set<std::string>{"actions", "directory", "training"}));
}

// "type=PRE_AUDIT": a field of the command, or (".type") of the addressed record, and a value it
// has.
TEST(AuditsModuleTest, ConditionsOfReadsNameAFieldAndAValue) {
  schema::Catalog catalog;
  int conditions = 0;
  for (const auto& [name, command] : catalog.commands()) {
    for (const schema::ReadType& read : command.reads) {
      std::string condition = read.options.only_if();
      if (condition.empty()) {
        continue;
      }
      ++conditions;
      bool of_record = condition.starts_with('.');
      size_t equals = condition.find('=');
      ASSERT_NE(equals, std::string::npos) << name;
      const auto* type = of_record ? command.record->state : command.message;
      const auto* field =
          type->FindFieldByName(condition.substr(of_record ? 1 : 0, equals - (of_record ? 1 : 0)));
      ASSERT_NE(field, nullptr) << name << " " << condition;
      ASSERT_NE(field->enum_type(), nullptr) << name << " " << condition;
      EXPECT_NE(field->enum_type()->FindValueByName(condition.substr(equals + 1)), nullptr)
          << name << " " << condition;
    }
  }
  EXPECT_GT(conditions, 0);
}

// Names are part of command ids: a changed name would give a reaction again.
TEST(AuditsModuleTest, ReactionsKeepTheirNames) {
  schema::Catalog catalog;
  aggregate::Module module = MakeModule();
  std::set<std::string> names;
  for (const aggregate::Reaction& reaction : module.reactions()) {
    names.insert(reaction.name);
    const schema::RecordType* record = catalog.FindEventRecord(reaction.event);
    ASSERT_NE(record, nullptr) << reaction.event;
    EXPECT_EQ(record->service, reaction.source) << reaction.name;
  }
  EXPECT_EQ(names,
            (std::set<std::string>{"link-action", "settle-finding", "reopen-finding",
                                   "milestones-office-assigned", "milestones-session-held",
                                   "milestones-course-passed", "milestones-review-signed",
                                   "milestones-to-do-done", "milestones-to-do-redated",
                                   "milestones-to-do-prioritised", "milestones-to-do-dropped"}));
}

}  // namespace
}  // namespace assay::audits
