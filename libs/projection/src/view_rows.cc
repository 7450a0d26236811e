#include "view_rows.h"

#include "assay/base/bytes.h"
#include "assay/base/id.h"

namespace assay::projection {
namespace {

constexpr size_t kPrefixBytes = 8 + 17 + 17;  // of a record whose id is an Id

}  // namespace

std::string KindPrefix(const schema::RecordType& type, std::string_view organisation) {
  std::string key;
  key.reserve(kPrefixBytes);
  AppendBigEndian64(&key, Checksum(type.name()));
  if (!organisation.empty()) {
    AppendKeyText(&key, organisation);
  }
  return key;
}

std::string RecordPrefix(const schema::RecordType& type, std::string_view organisation,
                         std::string_view id) {
  std::string key = KindPrefix(type, organisation);
  AppendKeyText(&key, id);
  return key;
}

std::string VersionKey(std::string_view record_prefix, uint64_t position) {
  std::string key;
  key.reserve(record_prefix.size() + 8);
  key.append(record_prefix);
  AppendBigEndian64(&key, ~position);
  return key;
}

uint64_t PositionOf(std::string_view version_key) {
  return ~ReadBigEndian64(version_key.substr(version_key.size() - 8));
}

assay::RecordMeta* MutableMeta(const schema::RecordType& type, Message* record) {
  return static_cast<assay::RecordMeta*>(
      record->GetReflection()->MutableMessage(record, type.meta));
}

const assay::RecordMeta& Meta(const schema::RecordType& type, const Message& record) {
  return static_cast<const assay::RecordMeta&>(
      record.GetReflection()->GetMessage(record, type.meta));
}

}  // namespace assay::projection
