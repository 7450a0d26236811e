#include "services/audits/readmodel/readiness.h"

#include "services/audits/domain/milestone.h"
#include "services/audits/domain/programme_readiness.h"

namespace assay::audits {
namespace {

using aggregate::QueryContext;

ProgrammeRecords RecordsOf(const QueryContext& context) {
  return {.audits = context.All<v1::Audit>(),
          .exercises = context.All<v1::Exercise>(),
          .sites = context.All<directory::v1::Site>(),
          .office_holders = context.All<directory::v1::OfficeHolder>(),
          .competences = context.All<training::v1::Competence>(),
          .sessions = context.All<training::v1::Session>(),
          .to_dos = context.All<actions::v1::ToDo>(),
          .reviews = context.All<actions::v1::ManagementReview>()};
}

}  // namespace

rules::Readiness ReadinessToday(const v1::Journey& journey, const QueryContext& context) {
  const rules::Ruleset& ruleset = context.RulesFor(journey.body_id());
  return rules::ComputeReadiness(
      ruleset, ReadinessFactsOf(journey, RecordsOf(context), context.on(), ruleset));
}

std::vector<std::string> MissingIn(const rules::Readiness& readiness) {
  std::vector<std::string> missing;
  for (const rules::ReadinessItem& item : readiness.items) {
    if (item.required && !item.met) {
      missing.push_back(item.detail);
    }
  }
  return missing;
}

aggregate::Answer<v1::Readiness> AnswerAskReadiness(const v1::AskReadiness& query,
                                                    const QueryContext& context) {
  auto journey = context.Find<v1::Journey>(query.id());
  if (journey == nullptr) {
    return Refuse("not-found", "There is no journey with this id.", "id");
  }
  rules::Readiness computed = ReadinessToday(*journey, context);
  v1::Readiness readiness;
  readiness.set_ready(computed.ready);
  if (const v1::Milestone* reached = FindMilestone(*journey, kReadyForCertification)) {
    readiness.set_milestone_m3(true);
    readiness.set_milestone_m3_on(reached->reached_on());
  }
  for (std::string& missing : MissingIn(computed)) {
    *readiness.add_missing_today() = std::move(missing);
  }
  for (const rules::ReadinessItem& known : computed.items) {
    if (!known.required && !known.met) {
      readiness.add_warnings(known.detail);
    }
    if (known.required) {
      v1::ReadinessItem* item = readiness.add_items();
      item->set_code(known.code);
      item->set_met(known.met);
      item->set_detail(known.detail);
    }
  }
  for (assay::Token& token : context.as_known()) {
    *readiness.add_as_known() = std::move(token);
  }
  return readiness;
}

}  // namespace assay::audits
