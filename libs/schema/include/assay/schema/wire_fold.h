#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::schema {

struct FieldPlan;

// What Fold (fold.h) does for one type of event and one of record, on serialized messages: both are
// lists of fields in ascending order, and folding merges them. Nothing is read into messages, and
// the bytes are the same. For views, which fold whole logs. Immutable; any thread.
class WireFold {
 public:
  // Null where folding asks for more than copying fields, as where an element is looked for by its
  // key. Fold messages then.
  static std::unique_ptr<const WireFold> Of(const google::protobuf::Descriptor* event,
                                            const google::protobuf::Descriptor* record);

  // Appends the record as the event leaves it. False when the fields of either are not as
  // Protobuf's C++ writes them: then nothing is appended, and messages must be folded. What is
  // inside texts and messages is not looked at.
  bool Fold(std::string_view record, std::string_view event, std::string* folded) const;

 private:
  struct Step {
    enum class Does {
      kReplaces,        // what the record had, also by nothing
      kReplacesIfSaid,  // only by something
      kAppends,         // to a list
      kAppendsIfNew,    // to a list of texts
      kSets             // `constant`
    };
    Does does;
    int source;            // number in the event; 0: none
    int target;            // number in the record
    std::string tag;       // of `target`, as it is written
    size_t source_tag;     // bytes of the tag in the event
    bool same_tag;         // the event's field can be copied as it lies
    bool writes_defaults;  // the record's field has presence
    std::string constant;  // with its tag; empty: the default
  };
  struct Said;

  // Nullopt where serialized messages cannot do it.
  static std::optional<Step::Does> WhatDoes(const FieldPlan& plan);

  bool Collect(std::string_view event, Said* said) const;
  static void Append(const Step& step, std::string_view fields, std::string* folded);
  static void AppendStep(const Step& step, std::string_view before, std::string_view said,
                         std::string* folded);

  std::vector<Step> steps_;      // by ascending target
  std::vector<int8_t> step_of_;  // by the number of the event's field; -1: stays in the event
};

}  // namespace assay::schema
