#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "assay/schema/catalog.h"
#include "services/assayctl/session.h"

namespace assay::ctl {

struct ExportOptions {
  std::vector<std::string> records;  // "findings/<id>"
  std::string journey;               // all that belongs to its programme; empty: only the records
  std::string file;                  // written; must not be there yet
};

// Puts the whole history of the records, each entry with its receipt, and every uploaded file that
// one of these entries names, into an evidence file (docs/formats/evidence.md); tells what is in
// it. Needs a compliance manager. The exit code.
int ExportEvidence(const Session& session, const schema::Catalog& catalog,
                   const ExportOptions& options, std::ostream& out);

}  // namespace assay::ctl
