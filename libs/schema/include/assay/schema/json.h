#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "assay/base/rejection.h"

namespace assay::schema {

// Protobuf's JSON mapping made strict: unknown fields, unknown enum names and numbers, duplicate
// keys (also two spellings of one field), lists directly in lists, numbers that are not finite,
// more than kDepthMax levels and invalid UTF-8 are refused with code "malformed-json" or
// "invalid-field", which names the field by its path, "inners[1].name", as JSON spells it.
inline constexpr int kDepthMax = 16;
std::optional<Rejection> FromJson(std::string_view json, google::protobuf::Message* message);

// The mapping with lowerCamelCase names; fields without presence are always printed, so a reader
// sees every column.
std::string ToJson(const google::protobuf::Message& message, bool pretty = false);

}  // namespace assay::schema
