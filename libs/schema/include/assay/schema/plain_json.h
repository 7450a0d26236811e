#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "assay/base/rejection.h"

// JSON as people and spreadsheets write it, for the calculators: fields have the names that they
// have in proto/, and decimals are numbers, digit for digit, never through binary floating point.
namespace assay::schema {

// As strict as FromJson, and more: a field has exactly its name of proto/; a value has its field's
// kind, so no number as text and no text as number; a decimal has no exponent; a whole number fits
// 32 bits. The message may hold what was read before a fault was found.
std::optional<Rejection> FromPlainJson(std::string_view json, google::protobuf::Message* message);

// In the order of proto/; fields without presence are always printed. REQUIRES: IsPlain, and a
// decimal that is set holds one.
std::string ToPlainJson(const google::protobuf::Message& message, bool pretty = false);

// Whether a message's JSON is this: its file holds calculators.
bool IsPlain(const google::protobuf::Descriptor* type);
// What a field is called in JSON: by this mapping where IsPlain, else by the other.
std::string PropertyName(const google::protobuf::FieldDescriptor* field);

// As Validate, with the path in names of proto/.
std::optional<Rejection> ValidatePlain(const google::protobuf::Message& message);

}  // namespace assay::schema
