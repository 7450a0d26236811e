#pragma once

#include <string>

#include "assay/actions/v1/events.pb.h"
#include "assay/audits/v1/audit.pb.h"
#include "assay/training/v1/events.pb.h"

// What appointments are called: by kind and standards, without personal data.
namespace assay::scheduling {

std::string TitleOf(const audits::v1::AuditPlanned& planned);
std::string TitleOf(const training::v1::SessionScheduled& scheduled);
std::string TitleOf(const actions::v1::ReviewPlanned& planned);

}  // namespace assay::scheduling
