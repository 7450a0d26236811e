#pragma once

#include <string>
#include <vector>

#include "assay/actions/v1/queries.pb.h"

// What an approval is given for. It holds a digest of each part of the action as it was, so that a
// later change shows, whoever made it. Pure.
namespace assay::actions {

// The parts as they are now, each with the SHA-256 of its content.
std::vector<v1::ApprovedPart> PartsOf(const v1::Action& action);

// The parts that are not what was approved; none before an approval, or after one that was recorded
// without its parts.
std::vector<std::string> ChangedSinceApproval(const v1::Action& action);

// Whether the approval counts in the action's step: after the plan's acceptance, until closing.
bool IsApprovalInForce(const v1::Action& action);

}  // namespace assay::actions
