#include "layout.h"

#include "assay/base/bytes.h"
#include "assay/base/hash.h"

namespace assay::eventlog::layout {
std::string LogValue(std::string_view stored) {
  std::string value;
  value.reserve(stored.size() + 8);
  value.append(stored);
  AppendBigEndian64(&value, Checksum(stored));
  return value;
}

Result<std::string> StoredBytes(std::string_view value) {
  if (value.size() < 8) {
    return DataLoss("an entry's row is too short");
  }
  std::string_view stored = value.substr(0, value.size() - 8);
  if (ReadBigEndian64(value.substr(stored.size())) != Checksum(stored)) {
    return DataLoss("an entry's checksum does not match");
  }
  return std::string(stored);
}

std::string StreamPrefix(uint16_t record, std::string_view id) {
  std::string key;
  key.reserve(2 + 1 + Id::kBytes + 4);
  AppendBigEndian16(&key, record);
  AppendKeyText(&key, id);
  return key;
}

std::string StreamKey(std::string_view prefix, uint32_t version) {
  std::string key(prefix);
  AppendBigEndian32(&key, version);
  return key;
}

uint32_t VersionOf(std::string_view key) {
  return ReadBigEndian32(key.substr(key.size() - 4));
}

std::string StreamValue(const StreamRow& row) {
  std::string value = BigEndian64(row.position);
  AppendBigEndian16(&value, row.ordinal);
  value.append(row.organisation.ToBytes());
  return value;
}

Result<StreamRow> ParseStreamValue(std::string_view value) {
  if (value.size() != 10 + Id::kBytes) {
    return DataLoss("a stream row has the wrong size");
  }
  ASSAY_ASSIGN_OR_RETURN(Id organisation, Id::FromBytes(value.substr(10)));
  return StreamRow{ReadBigEndian64(value), ReadBigEndian16(value.substr(8)), organisation};
}

std::string IndexPrefix(uint16_t field, std::string_view value) {
  std::string key;
  AppendBigEndian16(&key, field);
  AppendKeyText(&key, value);
  return key;
}

std::string IndexName(std::string_view record, std::string_view field) {
  return std::string(record) + "." + std::string(field);
}

std::string TileKey(uint32_t level, uint64_t index) {
  return std::string("T").append(1, static_cast<char>(level)).append(BigEndian64(index));
}

std::string LeavesKey(uint64_t first) {
  return "L" + BigEndian64(first);
}

uint64_t FirstLeaf(std::string_view key) {
  return ReadBigEndian64(key.substr(1));
}

}  // namespace assay::eventlog::layout
