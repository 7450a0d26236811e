#include "view_rows.h"

#include <array>

#include "assay/base/bytes.h"
#include "assay/base/id.h"
#include "assay/base/wire_fields.h"

namespace assay::projection {
namespace {

using google::protobuf::internal::WireFormatLite;

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

void AppendRow(const schema::RecordType& type, std::string_view fields,
               const assay::RecordMeta& meta, std::string* row) {
  using google::protobuf::io::CodedOutputStream;
  WireFields before(fields);
  size_t split = 0;
  while (before.Next() && before.number() < type.meta->number()) {
    split += before.field().size();
  }
  std::array<uint8_t, 10> head{};  // tag and length
  uint8_t* end = CodedOutputStream::WriteVarint32ToArray(
      WireFormatLite::MakeTag(type.meta->number(), WireFormatLite::WIRETYPE_LENGTH_DELIMITED),
      head.data());
  end = CodedOutputStream::WriteVarint32ToArray(static_cast<uint32_t>(meta.ByteSizeLong()), end);
  row->append(fields.substr(0, split));
  row->append(head.begin(), head.begin() + (end - head.data()));
  meta.AppendToString(row);
  row->append(fields.substr(split));
}

bool SplitRow(const schema::RecordType& type, std::string_view row, std::string* fields,
              assay::RecordMeta* meta) {
  bool has_meta = false;
  WireFields all(row);
  while (all.Next()) {
    if (all.number() != type.meta->number()) {
      fields->append(all.field());
    } else {
      has_meta = meta->ParseFromArray(all.value().data(), static_cast<int>(all.value().size()));
    }
  }
  return has_meta && all.whole();
}

const assay::RecordMeta& Meta(const schema::RecordType& type, const Message& record) {
  return static_cast<const assay::RecordMeta&>(
      record.GetReflection()->GetMessage(record, type.meta));
}

}  // namespace assay::projection
