#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "assay/common.pb.h"
#include "assay/schema/catalog.h"

// The rows of a view: every version of every record, by kind, organisation and id, newer versions
// first. Kinds go by a hash of their names, so that they need no list.
namespace assay::projection {

using google::protobuf::Message;

enum Column : uint32_t { kVersions, kMeta };

// All rows of the kind in the organisation start with this; of all organisations when it is empty.
std::string KindPrefix(const schema::RecordType& type, std::string_view organisation);
std::string RecordPrefix(const schema::RecordType& type, std::string_view organisation,
                         std::string_view id);
// The row of a record as the entry at `position` left it.
std::string VersionKey(std::string_view record_prefix, uint64_t position);
uint64_t PositionOf(std::string_view version_key);

// A row's value is the record: its serialized `fields`, which are without meta, with `meta` where
// it belongs.
void AppendRow(const schema::RecordType& type, std::string_view fields,
               const assay::RecordMeta& meta, std::string* row);
// The other way round; false when `row` is no record.
bool SplitRow(const schema::RecordType& type, std::string_view row, std::string* fields,
              assay::RecordMeta* meta);

const assay::RecordMeta& Meta(const schema::RecordType& type, const Message& record);

}  // namespace assay::projection
