#pragma once

#include "services/audits/domain/vocabulary.h"

// Areas of concern are answered before stage 2, whenever that is (R8). Pure.
namespace assay::audits {

// The day before stage 2, but never before the concern was raised.
Date ConcernDueOn(Date raised, Date stage2);

// Stage 2 begins on `stage2` from now on: the journey notes it, and each open concern among the
// findings read is due before it, with the reason. Adds nothing where stage 2 began there before.
void FollowStage2(const v1::Journey& journey, const std::string& stage2, const std::string& reason,
                  const Context& context, Outcome* outcome);
// The second half alone, for a command that notes the date itself.
void RedateConcerns(const std::string& stage2, const std::string& reason, const Context& context,
                    Outcome* outcome);

}  // namespace assay::audits
