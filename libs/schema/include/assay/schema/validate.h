#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "assay/base/rejection.h"

namespace assay::schema {

// Checks every field against what proto/ says of it (option `is`): presence, length in code points,
// ids, dates and their range, decimals, currencies, zones, item counts, integer ranges, known enum
// values, printable text, no empty text in a list. The first fault as a Rejection with code
// "invalid-field" or "missing-field" and the dotted path in JSON names; nothing when all is well.
// Pure; any thread.
std::optional<Rejection> Validate(const google::protobuf::Message& message);

// Refuses dates marked `occurred` that lie after `today` (ISO 8601), in nested messages too: code
// "in-the-future".
std::optional<Rejection> ValidateOccurred(const google::protobuf::Message& message,
                                          std::string_view today);

}  // namespace assay::schema
