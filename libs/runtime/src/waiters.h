#pragma once

#include <functional>
#include <list>

#include "assay/common.pb.h"
#include "parts.h"

namespace assay::runtime {

// Requests that wait until this service has seen what their asker has seen. Loop thread.
class Waiters {
 public:
  static constexpr size_t kWaitingMax = 10'000;
  static constexpr int64_t kPatienceMs = 10'000;

  explicit Waiters(Parts* parts) : parts_(parts) {}

  // Calls `then` at once or later: with true when every token is reached, with false after
  // kPatienceMs. A query sees the records of its tokens, a command only the own log and its facts.
  void Await(const google::protobuf::RepeatedPtrField<assay::Token>& tokens, bool query,
             std::function<void(bool reached)> then);
  // Something has moved.
  void Check();

 private:
  struct Waiting {
    std::vector<assay::Token> tokens;
    bool query;
    int64_t deadline_ms;
    std::function<void(bool)> then;
  };
  bool IsReached(const Waiting& waiting) const;
  bool IsReached(const assay::Token& token, bool query) const;

  Parts* parts_;
  std::list<Waiting> waiting_;
};

}  // namespace assay::runtime
