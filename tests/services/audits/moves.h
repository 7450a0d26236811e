#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {

// A command as it would go through, were it not for the state of its record, and the states in
// which it is legal.
struct Move {
  std::string name;
  std::shared_ptr<google::protobuf::Message> command;
  std::set<int> legal;
};

template <typename Command>
Move MoveOf(const Command& command, std::set<int> legal) {
  return {Command::descriptor()->name(), std::make_shared<Command>(command), std::move(legal)};
}

// Gives the command in this state: accepted where it is legal, "wrong-state" elsewhere.
inline void ExpectMove(testing::DomainHarness* domain, const Move& move, int state) {
  aggregate::Verdict verdict = domain->Give(*move.command);
  std::string said = verdict.problem ? verdict.problem->code() : "accepted";
  EXPECT_EQ(said, move.legal.contains(state) ? "accepted" : "wrong-state")
      << move.name << " in state " << state;
}

}  // namespace assay::audits
