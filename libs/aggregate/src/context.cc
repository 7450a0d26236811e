#include "assay/aggregate/context.h"

#include <fmt/format.h>

#include <algorithm>

#include "assay/base/check.h"
#include "assay/schema/fold.h"

namespace assay::aggregate {

std::string Context::Number(uint32_t index) const {
  ASSAY_CHECK(!series_.empty());
  numbers_used_ = std::max(numbers_used_, index + 1);
  return fmt::format("{}-{}-{}-{:04}", series_, node_, today.year(), last_number_ + index + 1);
}

const assay::Sealed& Context::Sealed(std::string_view field) const {
  auto at = sealed_.find(field);
  return at == sealed_.end() ? assay::Sealed::default_instance() : at->second;
}

void Context::AddRecord(std::shared_ptr<const google::protobuf::Message> record) {
  std::string id = schema::FieldText(*record, "id");
  records_[record->GetDescriptor()][id] = std::move(record);
}

void Context::SetNumbers(std::string series, std::string node, uint32_t last) {
  series_ = std::move(series);
  node_ = std::move(node);
  last_number_ = last;
}

void Context::SetSealed(std::string field, assay::Sealed sealed) {
  sealed_[std::move(field)] = std::move(sealed);
}

const google::protobuf::Message* Context::FindRecord(const google::protobuf::Descriptor* type,
                                                     std::string_view id) const {
  auto kind = records_.find(type);
  if (kind == records_.end()) {
    return nullptr;
  }
  auto at = kind->second.find(id);
  return at == kind->second.end() ? nullptr : at->second.get();
}

std::vector<const google::protobuf::Message*> Context::AllRecords(
    const google::protobuf::Descriptor* type) const {
  std::vector<const google::protobuf::Message*> all;
  if (auto kind = records_.find(type); kind != records_.end()) {
    for (const auto& [id, record] : kind->second) {
      all.push_back(record.get());
    }
  }
  return all;
}

}  // namespace assay::aggregate
