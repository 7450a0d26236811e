#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "assay/aggregate/module.h"
#include "assay/schema/fold.h"

namespace assay::audits {

using google::protobuf::Descriptor;

// Read models that hold exactly what a test puts in.
class KnownRecords final : public aggregate::QueryContext {
 public:
  void Put(const google::protobuf::Message& record) {
    std::shared_ptr<google::protobuf::Message> copy(record.New());
    copy->CopyFrom(record);
    records_[record.GetDescriptor()][schema::FieldText(record, "id")] = std::move(copy);
  }
  void Remove(const Descriptor* type, const std::string& id) { records_[type].erase(id); }
  void SetDay(const std::string& day) { on_ = calendar::Date::Parse(day).value(); }

  std::unique_ptr<google::protobuf::Message> FindRecord(const Descriptor* type,
                                                        const std::string& id) const override {
    auto kind = records_.find(type);
    if (kind == records_.end() || !kind->second.contains(id)) {
      return nullptr;
    }
    return Copy(*kind->second.at(id));
  }
  std::vector<std::unique_ptr<google::protobuf::Message>> AllRecords(
      const Descriptor* type) const override {
    std::vector<std::unique_ptr<google::protobuf::Message>> all;
    if (auto kind = records_.find(type); kind != records_.end()) {
      for (const auto& [id, record] : kind->second) {
        all.push_back(Copy(*record));
      }
    }
    return all;
  }
  calendar::Date on() const override { return on_; }
  const rules::Ruleset& rules() const override { return rules::Ruleset::Default(); }
  std::vector<assay::Token> as_known() const override {
    assay::Token token;
    token.set_log("training");
    token.set_position(7);
    return {token};
  }

 private:
  static std::unique_ptr<google::protobuf::Message> Copy(const google::protobuf::Message& record) {
    std::unique_ptr<google::protobuf::Message> copy(record.New());
    copy->CopyFrom(record);
    return copy;
  }

  std::map<const Descriptor*, std::map<std::string, std::shared_ptr<google::protobuf::Message>>>
      records_;
  calendar::Date on_ = calendar::Date::Parse("2023-12-05").value();
};

}  // namespace assay::audits
