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

}  // namespace
}  // namespace assay::audits
