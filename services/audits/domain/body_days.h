#pragma once

#include <string>
#include <vector>

#include "services/audits/domain/vocabulary.h"

// On which days a certification body acted for a client in a journey, whose certificates may have
// gone from one body to another. Pure.
namespace assay::audits {

// A day on which the body acted, in words: "its selection on 2023-10-04".
struct BodyDay {
  Date day;
  std::string deed;
};

// Whether the journey, or a certificate of it, was with the body on `day`.
bool IsWith(const v1::Journey& journey, const std::string& body_id, Date day);

// The selection, the audits that were held and are read, the decision, what was accepted from
// another body, and where the journey is still with it the day `known`; in order of time.
std::vector<BodyDay> DaysOf(const v1::Journey& journey, const std::string& body_id, Date known,
                            const Context& context);

}  // namespace assay::audits
