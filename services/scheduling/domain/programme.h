#pragma once

#include <string>
#include <vector>

#include "assay/calendar/date.h"
#include "assay/rules/cycle.h"
#include "assay/rules/judgement.h"
#include "assay/scheduling/v1/events.pb.h"

// The windows of a certification cycle, of a journey or of one certificate. Pure.
namespace assay::scheduling {

using Windows = google::protobuf::RepeatedPtrField<v1::Window>;

// surveillance-1, -2, ... and recertification.
std::vector<v1::Window> WindowsOf(const rules::CycleDates& dates);
bool IsRecertification(const v1::Window& window);
// The first one that no audit has filled; null when there is none.
const v1::Window* NextOpen(const Windows& windows, bool recertification);
bool IsFilledBy(const Windows& windows, const std::string& audit_id);
// The same, filled.
v1::Window FilledBy(const v1::Window& window, const std::string& audit_id,
                    const std::string& last_day);

// What the rules say about an audit that is over: whatever is late is a warning (SU-1, SU-2, SU-7,
// RC-1, RC-7).
rules::Judgement JudgeFilling(const rules::Ruleset& ruleset, const std::string& decided_on,
                              const std::string& expires_on, const v1::Window& window,
                              calendar::Date last_day);

}  // namespace assay::scheduling
