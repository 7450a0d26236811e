#pragma once

#include <cstdint>
#include <string>

#include "assay/schema/catalog.h"

// What a single field is and must be, read from its descriptor and its option `is`. All functions
// are pure; any thread.
namespace assay::gateway {

// What a text holds.
enum class Form { kText, kId, kDate, kInstant, kDecimal, kCurrency, kZone };

// What schema::Validate holds a text to.
Form FormOf(const schema::FieldDescriptor* field);
// What a text of an answer holds, where it is filled in. Records and events carry few options;
// where those are silent the naming rule of proto/ speaks: `id`, `..._id`, `..._ids` hold ids,
// `..._on`, `..._day`, `..._until` dates, `..._at` instants.
Form FormShown(const schema::FieldDescriptor* field);

// True when schema::Validate refuses a message without this field: it is said to be required, or
// its smallest value is greater than the 0 that a missing number stands for.
bool IsRequired(const schema::FieldDescriptor* field);

// True for personal data, said by `is` or by the type Sealed.
bool IsPersonal(const schema::FieldDescriptor* field);

// Bounds, with the language's defaults filled in: 400 code points, 200 items.
uint32_t LengthMax(const schema::FieldDescriptor* field);
uint32_t ItemsMax(const schema::FieldDescriptor* field);

// For people: "list of date", "Money", "SENT or ASKED". `shown` as in FormShown.
std::string TypeWords(const schema::FieldDescriptor* field, bool shown);
// For people: "required; at most 200 characters; personal data"; empty when nothing is to be said.
std::string BoundWords(const schema::FieldDescriptor* field);

}  // namespace assay::gateway
