#pragma once

#include <google/protobuf/repeated_field.h>

#include "assay/log/v1/entry.pb.h"
#include "assay/schema/catalog.h"

namespace assay::runtime {

// Whether the actor's roles in the organisation allow it. Denied by default: a command says in
// proto/ who may give it. ADMINISTRATOR may do everything but what is internal; internal commands
// are for SERVICE and the installation's administrator.
bool MayGive(const log::v1::Actor& actor, const schema::CommandType& command);
bool MayRead(const log::v1::Actor& actor, const schema::RecordType& record);
bool MayAsk(const log::v1::Actor& actor, const schema::QueryType& query);
// Whole entries of a log: all that single commands did, whatever the kind of record.
bool MayReadEntries(const log::v1::Actor& actor);
bool IsAdministrator(const log::v1::Actor& actor);

}  // namespace assay::runtime
