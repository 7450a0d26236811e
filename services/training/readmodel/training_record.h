#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assay/aggregate/module.h"
#include "assay/training/v1/queries.pb.h"

// Everything a person took part in, and what it made of them (R19).
namespace assay::training {

// One line for each held session that the person was invited to, attended or acknowledged, by date
// and id. A person without any has an empty record.
v1::TrainingRecord RecordOf(const std::string& person, const std::vector<v1::Session>& sessions,
                            const v1::Competence* competence);

aggregate::Answer<v1::TrainingRecord> AnswerShowTrainingRecord(
    const v1::ShowTrainingRecord& query, const aggregate::QueryContext& context);

}  // namespace assay::training
