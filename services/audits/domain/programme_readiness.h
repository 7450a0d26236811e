#pragma once

#include <vector>

#include "assay/actions/v1/queries.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/rules/readiness.h"
#include "assay/training/v1/queries.pb.h"
#include "services/audits/domain/vocabulary.h"

// What readiness for certification is computed from (R23, rules.md 10): the organisation's own
// records, and those of directory, training and actions as far as they are known. Pure.
namespace assay::audits {

// All that one organisation has of each kind; records of other journeys may be among them.
struct ProgrammeRecords {
  std::vector<v1::Audit> audits = {};
  std::vector<v1::Exercise> exercises = {};
  std::vector<directory::v1::Site> sites = {};
  std::vector<directory::v1::OfficeHolder> office_holders = {};
  std::vector<training::v1::Competence> competences = {};
  std::vector<training::v1::Session> sessions = {};
  std::vector<actions::v1::ToDo> to_dos = {};
  std::vector<actions::v1::ManagementReview> reviews = {};
};

// Those that a command declares to read.
ProgrammeRecords RecordsIn(const Context& context);

// What they say about `journey` on a day.
rules::ReadinessFacts ReadinessFactsOf(const v1::Journey& journey, const ProgrammeRecords& records,
                                       Date on, const rules::Ruleset& ruleset);

}  // namespace assay::audits
