#pragma once

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <cstdint>
#include <string_view>

namespace assay {

// The fields of a serialized Protobuf message, one after the other, where they lie: nothing is
// copied or allocated. For who reads every entry of a log; all others parse messages. Texts are not
// checked to be UTF-8. Valid as long as the bytes, which are below 2 GiB. One thread.
class WireFields {
 public:
  explicit WireFields(std::string_view bytes)
      : bytes_(bytes),
        in_(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size())) {}

  // False at the end, and at bytes that are no field.
  bool Next() {
    int begin = in_.CurrentPosition();
    uint32_t tag = in_.ReadTag();
    if (tag == 0) {
      whole_ = in_.ConsumedEntireMessage();
      return false;
    }
    number_ = google::protobuf::internal::WireFormatLite::GetTagFieldNumber(tag);
    varint_ = 0;
    value_ = {};
    whole_ = ReadValue(tag);
    field_ = bytes_.substr(static_cast<size_t>(begin),
                           static_cast<size_t>(in_.CurrentPosition() - begin));
    return whole_;
  }

  int number() const { return number_; }
  uint64_t varint() const { return varint_; }
  // Of a text or message; empty for others.
  std::string_view value() const { return value_; }
  // Tag, length and value.
  std::string_view field() const { return field_; }
  // After Next returned false: whether every byte was part of a field.
  bool whole() const { return whole_; }

 private:
  bool ReadValue(uint32_t tag) {
    using google::protobuf::internal::WireFormatLite;
    switch (WireFormatLite::GetTagWireType(tag)) {
      case WireFormatLite::WIRETYPE_VARINT:
        return in_.ReadVarint64(&varint_);
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED:
        return ReadLengthDelimited();
      default:
        return WireFormatLite::SkipField(&in_, tag);
    }
  }

  bool ReadLengthDelimited() {
    uint32_t length = 0;
    if (!in_.ReadVarint32(&length)) {
      return false;
    }
    auto begin = static_cast<size_t>(in_.CurrentPosition());
    if (length > bytes_.size() - begin) {
      return false;
    }
    value_ = bytes_.substr(begin, length);
    return in_.Skip(static_cast<int>(length));
  }

  std::string_view bytes_;
  google::protobuf::io::CodedInputStream in_;
  int number_ = 0;
  uint64_t varint_ = 0;
  std::string_view value_;
  std::string_view field_;
  bool whole_ = true;
};

}  // namespace assay
