#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assay/actions/v1/queries.pb.h"
#include "assay/aggregate/context.h"
#include "assay/base/rejection.h"
#include "assay/rules/corrective_action_duties.h"

// Who may not do what to an action: segregation of duties, which the ruleset declares. Pure.
namespace assay::actions {

using aggregate::Context;

// Everybody who is to do, or did, a part of the work; nobody twice.
std::vector<std::string> ImplementersOf(const v1::Action& action);

// The parts that people have had in the action so far.
rules::ActionDuties DutiesOf(const v1::Action& action);

// Refuses where the rules shut `person` out from the duty, or whoever gives the command; and where
// a person gives it in another's name (acting_person.h). `field` is the command's field with the
// person; `code` the refusal's code, empty for that of a broken rule.
std::optional<Rejection> RefuseDuty(const v1::Action& action, rules::Duty duty,
                                    const std::string& person, const Context& context,
                                    const std::string& field, const std::string& code = "");

}  // namespace assay::actions
