#include "services/actions/module.h"

#include "tests/services/actions/support.h"

namespace assay::actions {
namespace {

TEST(ActionsModule, EveryCommandHasOneThatDecidesItAndEveryQueryAnAnswer) {
  aggregate::Module module = MakeModule();
  schema::Catalog catalog;
  for (const auto& [name, command] : catalog.commands()) {
    if (command.service == "actions") {
      EXPECT_NE(module.FindDecider(name) != nullptr, command.emits != nullptr) << name;
    }
  }
  for (const auto& [name, query] : catalog.queries()) {
    if (query.service == "actions") {
      EXPECT_NE(module.FindQuery(name), nullptr) << name;
    }
  }
}

}  // namespace
}  // namespace assay::actions
