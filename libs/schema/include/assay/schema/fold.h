#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

namespace assay::schema {

// Applies an event to its record: docs/formats/fold.md. Pure, total, and the same for the owner of
// a record, a follower of its feed and a program in another language:
//   1. a field of the event goes to the record's field of the same name (or of `into`), if it has
//   one; a field with presence
//      only when it is set, any other one always; a repeated field replaces;
//   2. a single value whose place is a repeated field becomes an element: merged into the element
//   with the same `key`, or appended;
//   3. a field with `out_of` removes the element with that key;
//   4. the constants of `set` are set last.
void Fold(const google::protobuf::Message& event, google::protobuf::Message* record);

// Copies every field of `from` that `to` has with the same name and type, except `id`. What a
// command becomes as an event.
void CopyFields(const google::protobuf::Message& from, google::protobuf::Message* to);

// The text of a scalar field by name: strings as they are, enums by value name, integers in
// decimal; empty when there is none.
std::string FieldText(const google::protobuf::Message& message, std::string_view field);
// The texts of all values of a field of `message`: one of a singular field, one of each element of
// a repeated one; empty ones for messages.
std::vector<std::string> FieldTexts(const google::protobuf::Message& message,
                                    const google::protobuf::FieldDescriptor* field);

}  // namespace assay::schema
