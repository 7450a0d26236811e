#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assay/schema/catalog.h"

// Ways through the whole published language, for tests that look at all of it.
namespace assay::schema {

// Those of the catalog, and those of the bus, the gateway and what all share.
std::vector<const google::protobuf::FileDescriptor*> AllFiles();
// All messages of AllFiles(), nested ones included.
std::vector<const Descriptor*> AllMessages();
std::vector<const google::protobuf::EnumDescriptor*> AllEnums();
// Fields of all commands and of the messages in them.
std::vector<const FieldDescriptor*> CommandFields(const Catalog& catalog);
// The field at a dotted path; null when there is none.
const FieldDescriptor* FieldAt(const Descriptor* type, std::string_view path);
bool IsText(const FieldDescriptor* field);
// Of the same type; one may be a list of what the other is one of.
bool SameType(const FieldDescriptor* a, const FieldDescriptor* b);

}  // namespace assay::schema
