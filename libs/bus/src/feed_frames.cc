#include "feed_frames.h"

#include <utility>

#include "bus_limits.h"

namespace assay::bus {
namespace {

v1::Frame NewFrame(uint64_t id) {
  v1::Frame frame;
  frame.set_protocol(kProtocol);
  frame.set_id(id);
  return frame;
}

}  // namespace

v1::Frame SubscribeFrame(uint64_t id, v1::Subscribe subscribe) {
  v1::Frame frame = NewFrame(id);
  *frame.mutable_subscribe() = std::move(subscribe);
  return frame;
}

v1::Frame HelloFrame(uint64_t id, v1::Hello hello) {
  v1::Frame frame = NewFrame(id);
  *frame.mutable_hello() = std::move(hello);
  return frame;
}

v1::Frame CreditFrame(uint64_t id, uint32_t entries) {
  v1::Frame frame = NewFrame(id);
  frame.mutable_credit()->set_entries(entries);
  return frame;
}

v1::Frame EntriesFrame(uint64_t id, uint64_t first, uint32_t count, uint64_t next) {
  v1::Frame frame = NewFrame(id);
  frame.mutable_entries()->set_first(first);
  frame.mutable_entries()->set_count(count);
  frame.mutable_entries()->set_next(next);
  return frame;
}

v1::Frame UnsubscribeFrame(uint64_t id) {
  v1::Frame frame = NewFrame(id);
  frame.mutable_unsubscribe();
  return frame;
}

void SetProblem(v1::Hello* hello, uint32_t status, const char* code, std::string detail) {
  Problem* problem = hello->mutable_problem();
  problem->set_status(status);
  problem->set_code(code);
  problem->set_title(code);
  problem->set_detail(std::move(detail));
}

std::string Difference(const v1::Subscribe& asked, const v1::Hello& ours) {
  if (!asked.known_log_id().empty() && asked.known_log_id() != ours.log_id()) {
    return "another log id";
  }
  if (!asked.known_log_id().empty() && asked.known_epoch() != ours.epoch()) {
    return "another epoch";
  }
  if (asked.from() > ours.next()) {
    return "the log is shorter than what the subscriber holds";
  }
  if (!asked.known_leaf().empty() && !ours.leaf().empty() && asked.known_leaf() != ours.leaf()) {
    return "another entry before the position asked for";
  }
  return "";
}

}  // namespace assay::bus
