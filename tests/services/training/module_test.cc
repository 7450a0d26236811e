#include "services/training/module.h"

#include "tests/services/training/support.h"

namespace assay::training {
namespace {

TEST(TrainingModule, EveryCommandHasOneThatDecidesItAndEveryQueryAnAnswer) {
  aggregate::Module module = MakeModule();
  schema::Catalog catalog;
  for (const auto& [name, command] : catalog.commands()) {
    if (command.service == "training") {
      EXPECT_NE(module.FindDecider(name) != nullptr, command.emits != nullptr) << name;
    }
  }
  for (const auto& [name, query] : catalog.queries()) {
    if (query.service == "training") {
      EXPECT_NE(module.FindQuery(name), nullptr) << name;
    }
  }
}

}  // namespace
}  // namespace assay::training
