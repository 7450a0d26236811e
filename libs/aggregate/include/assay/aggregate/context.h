#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/common.pb.h"
#include "assay/log/v1/entry.pb.h"
#include "assay/rules/ruleset.h"

namespace assay::aggregate {

// All that a pure `decide` knows besides the addressed record and the command. Holds no way to the
// outside.
class Context {
 public:
  // By the log's clock, in the zone of the site or body that proto/ names (Record.today), otherwise
  // in the organisation's.
  calendar::Date today = calendar::Date::Earliest();
  int64_t now_us = 0;
  log::v1::Actor actor;
  std::string organisation;
  // Never null inside decide: what holds for the asking organisation and for the certification body
  // that the command is about. That is its field `body_id`; where it has none, that of the
  // addressed record; else that of the first declared read by id that has one; else there is no
  // body.
  const rules::Ruleset* rules = nullptr;

  // A record that the command declared to read; null when it was optional and is not there.
  template <typename Record>
  const Record* Find(std::string_view id) const {
    return static_cast<const Record*>(FindRecord(Record::descriptor(), id));
  }
  // All records of a kind that the command declared to read, by id; those of the same organisation
  // only.
  template <typename Record>
  std::vector<const Record*> All() const {
    std::vector<const Record*> all;
    for (const google::protobuf::Message* record : AllRecords(Record::descriptor())) {
      all.push_back(static_cast<const Record*>(record));
    }
    return all;
  }

  // The i-th reference number this command may use, from 0: "NC-HAM-2026-0007". REQUIRES: the
  // command declares `numbers`.
  std::string Number(uint32_t index = 0) const;
  // The personal text field of the command, sealed; empty when the field was empty.
  const assay::Sealed& Sealed(std::string_view field) const;

  // --- Filled in by the processor, and by tests ---
  void AddRecord(std::shared_ptr<const google::protobuf::Message> record);
  void SetNumbers(std::string series, std::string node, uint32_t last);
  void SetSealed(std::string field, assay::Sealed sealed);
  // How many reference numbers were taken.
  uint32_t numbers_used() const { return numbers_used_; }

 private:
  const google::protobuf::Message* FindRecord(const google::protobuf::Descriptor* type,
                                              std::string_view id) const;
  std::vector<const google::protobuf::Message*> AllRecords(
      const google::protobuf::Descriptor* type) const;

  std::map<const google::protobuf::Descriptor*,
           std::map<std::string, std::shared_ptr<const google::protobuf::Message>, std::less<>>>
      records_;
  std::string series_;
  std::string node_;
  uint32_t last_number_ = 0;
  mutable uint32_t numbers_used_ = 0;
  std::map<std::string, assay::Sealed, std::less<>> sealed_;
};

}  // namespace assay::aggregate
