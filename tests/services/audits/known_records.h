#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "assay/aggregate/module.h"
#include "tests/support/domain_harness.h"

namespace assay::audits {

// Read models that hold exactly what a test puts in.
class KnownRecords final : public aggregate::QueryContext {
 public:
  void Put(const google::protobuf::Message& record) {
    std::shared_ptr<google::protobuf::Message> copy(record.New());
    copy->CopyFrom(record);
    records_[record.GetDescriptor()][schema::FieldText(record, "id")] = std::move(copy);
  }
  void Remove(const google::protobuf::Descriptor* type, const std::string& id) {
    records_[type].erase(id);
  }
  void Hold(rules::Rulebook book) { book_ = std::move(book); }
  void SetDay(const std::string& day) { on_ = calendar::Date::Parse(day).value(); }

  std::unique_ptr<google::protobuf::Message> FindRecord(const google::protobuf::Descriptor* type,
                                                        const std::string& id) const override {
    auto kind = records_.find(type);
    if (kind == records_.end() || !kind->second.contains(id)) {
      return nullptr;
    }
    return Copy(*kind->second.at(id));
  }
  std::vector<std::unique_ptr<google::protobuf::Message>> AllRecords(
      const google::protobuf::Descriptor* type) const override {
    std::vector<std::unique_ptr<google::protobuf::Message>> all;
    if (auto kind = records_.find(type); kind != records_.end()) {
      for (const auto& [id, record] : kind->second) {
        all.push_back(Copy(*record));
      }
    }
    return all;
  }
  calendar::Date on() const override { return on_; }
  const rules::Ruleset& RulesFor(const std::string& body) const override {
    return book_.For(testing::DomainHarness::kOrganisation, body);
  }
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

  std::map<const google::protobuf::Descriptor*,
           std::map<std::string, std::shared_ptr<google::protobuf::Message>>>
      records_;
  calendar::Date on_ = calendar::Date::Parse("2023-12-05").value();
  rules::Rulebook book_ = rules::Rulebook::Default();
};

}  // namespace assay::audits
