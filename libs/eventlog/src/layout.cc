#include "layout.h"

#include "assay/base/bytes.h"
#include "assay/base/hash.h"

namespace assay::eventlog::layout {

std::string LogValue(std::string_view stored) {
  std::string value;
  value.reserve(stored.size() + 4);
  value.append(stored);
  AppendBigEndian32(&value, Crc32c(stored));
  return value;
}

Result<std::string> StoredBytes(std::string_view value) {
  if (value.size() < 4) {
    return DataLoss("an entry's row is too short");
  }
  std::string_view stored = value.substr(0, value.size() - 4);
  if (ReadBigEndian32(value.substr(stored.size())) != Crc32c(stored)) {
    return DataLoss("an entry's checksum does not match");
  }
  return std::string(stored);
}

std::string StreamKey(uint64_t number, uint32_t version) {
  std::string key = BigEndian64(number);
  AppendBigEndian32(&key, version);
  return key;
}

std::string StreamValue(uint64_t position, uint16_t ordinal) {
  std::string value = BigEndian64(position);
  AppendBigEndian16(&value, ordinal);
  return value;
}

Result<EventPlace> ParseStreamValue(std::string_view value) {
  if (value.size() != 10) {
    return DataLoss("a stream row has the wrong size");
  }
  return EventPlace{ReadBigEndian64(value), ReadBigEndian16(value.substr(8))};
}

std::string HeadKey(const StreamName& stream) {
  std::string key;
  key.reserve(stream.record.size() + stream.id.size() + 1);
  key.append(stream.record).append(1, '\0').append(stream.id);
  return key;
}

std::string HeadValue(const StreamHead& head) {
  std::string value = BigEndian64(head.number);
  AppendBigEndian32(&value, head.version);
  value.append(head.organisation.ToBytes());
  return value;
}

Result<StreamHead> ParseHeadValue(std::string_view value) {
  if (value.size() != 12 + Id::kBytes) {
    return DataLoss("a stream head has the wrong size");
  }
  ASSAY_ASSIGN_OR_RETURN(Id organisation, Id::FromBytes(value.substr(12)));
  return StreamHead{ReadBigEndian64(value), ReadBigEndian32(value.substr(8)), organisation};
}

std::string IndexPrefix(std::string_view record, std::string_view field, std::string_view value) {
  return HashInput().Add(record).Add(field).Add(value).bytes();
}

}  // namespace assay::eventlog::layout
