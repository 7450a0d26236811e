#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assay/base/rejection.h"
#include "assay/common.pb.h"
#include "assay/rules/judgement.h"

namespace assay::aggregate {

// An event that a decision wants to happen to the record `id` of the kind the event belongs to.
struct Happening {
  std::string id;
  std::shared_ptr<const google::protobuf::Message> event;
  bool creates = false;  // the record must not exist yet; otherwise it must
};

// What a pure `decide` answers: what happens, or why not. A value.
class Outcome {
 public:
  Outcome() = default;          // accepted; nothing happened yet
  Outcome(Rejection rejection)  // NOLINT(google-explicit-constructor): return Refuse(...);
      : rejection_(std::move(rejection)) {}

  // The record exists and this happens to it.
  template <typename Event>
  Outcome&& Then(const std::string& id, Event event) && {
    Add(id, std::make_shared<Event>(std::move(event)), false);
    return std::move(*this);
  }
  template <typename Event>
  void Then(const std::string& id, Event event) & {
    Add(id, std::make_shared<Event>(std::move(event)), false);
  }
  // The record begins with this; "already-exists" when there is one with that id.
  template <typename Event>
  Outcome&& Begin(const std::string& id, Event event) && {
    Add(id, std::make_shared<Event>(std::move(event)), true);
    return std::move(*this);
  }
  template <typename Event>
  void Begin(const std::string& id, Event event) & {
    Add(id, std::make_shared<Event>(std::move(event)), true);
  }

  // The same for an event whose type is known only at run time.
  void Add(std::string id, std::shared_ptr<const google::protobuf::Message> event, bool creates);

  // Breaches that do not block are recorded with what happens.
  void Warn(const rules::Judgement& judgement);
  // The same for breaches by another record than the one that the command is about: what is to be
  // done is to be done there.
  template <typename Record>
  void WarnAbout(const std::string& id, const rules::Judgement& judgement) {
    size_t known = warnings_.size();
    Warn(judgement);
    for (; known < warnings_.size(); ++known) {
      warnings_[known].set_record(Record::descriptor()->full_name());
      warnings_[known].set_record_id(id);
    }
  }

  const std::optional<Rejection>& rejection() const { return rejection_; }
  const std::vector<Happening>& happenings() const { return happenings_; }
  const std::vector<assay::Warning>& warnings() const { return warnings_; }

 private:
  std::optional<Rejection> rejection_;
  std::vector<Happening> happenings_;
  std::vector<assay::Warning> warnings_;
};

// The domain's no without a rule of the field.
Rejection Refuse(std::string code, std::string message, std::string field = "");

}  // namespace assay::aggregate
