#include "services/audits/domain/exercise.h"

#include <algorithm>
#include <set>

#include "assay/rules/preparation.h"
#include "assay/schema/fold.h"

namespace assay::audits {
namespace {

const v1::RecoveryObjective* FindObjective(
    const google::protobuf::RepeatedPtrField<v1::RecoveryObjective>& objectives,
    const std::string& name) {
  for (const v1::RecoveryObjective& objective : objectives) {
    if (objective.name() == name) {
      return &objective;
    }
  }
  return nullptr;
}

Objection ObjectToObjectives(const v1::Exercise& exercise, const v1::RecordExercise& command) {
  for (const v1::RecoveryObjective& planned : exercise.objectives()) {
    const v1::RecoveryObjective* held = FindObjective(command.objectives(), planned.name());
    if (held == nullptr || held->achieved_minutes() == 0) {
      return Refuse("objective-without-result",
                    "Say after how many minutes \"" + planned.name() + "\" was achieved.",
                    "objectives");
    }
    if (held->target_minutes() != planned.target_minutes()) {
      return Refuse("target-changed",
                    "The target of \"" + planned.name() + "\" was " +
                        std::to_string(planned.target_minutes()) +
                        " minutes when the exercise was planned; it is judged by that.",
                    "objectives");
    }
  }
  return std::nullopt;
}

std::vector<std::string> Missed(const v1::Exercise& exercise) {
  std::vector<std::string> missed;
  for (const v1::RecoveryObjective& objective : exercise.objectives()) {
    if (objective.achieved_minutes() > objective.target_minutes()) {
      missed.push_back(objective.name() + " (" + std::to_string(objective.achieved_minutes()) +
                       " instead of " + std::to_string(objective.target_minutes()) + " minutes)");
    }
  }
  return missed;
}

}  // namespace

Outcome DecideRecordExercise(const v1::Exercise& exercise, const v1::RecordExercise& command,
                             const Context& /*context*/) {
  if (Objection objection = ObjectToObjectives(exercise, command)) {
    return *objection;
  }
  v1::ExerciseHeld held;
  schema::CopyFields(command, &held);
  return Outcome().Then(exercise.id(), held);
}

Outcome DecideIssueExerciseReport(const v1::Exercise& exercise,
                                  const v1::IssueExerciseReport& command, const Context& context) {
  if (Objection objection =
          ObjectToOrder(command.occurred_on(), exercise.held_on(), "the exercise")) {
    return *objection;
  }
  std::vector<std::string> missed = Missed(exercise);
  rules::Judgement judgement = rules::JudgeMissedObjectives(*context.rules, Basis::kAct, missed,
                                                            !exercise.finding_ids().empty());
  if (Objection refusal = rules::Refusal(judgement, "result")) {
    return *refusal;
  }
  v1::ExerciseReportIssued issued;
  schema::CopyFields(command, &issued);
  issued.set_objectives_met(missed.empty());
  Outcome outcome;
  outcome.Then(exercise.id(), issued);
  outcome.Warn(judgement);
  return outcome;
}

}  // namespace assay::audits
