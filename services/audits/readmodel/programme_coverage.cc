#include "services/audits/readmodel/programme_coverage.h"

#include "services/audits/domain/programme_coverage.h"

namespace assay::audits {

aggregate::Answer<v1::ProgrammeCoverage> AnswerAskCoverage(const v1::AskCoverage& query,
                                                           const aggregate::QueryContext& context) {
  auto programme = context.Find<v1::AuditProgramme>(query.id());
  if (programme == nullptr) {
    return Refuse("not-found", "There is no audit programme with this id.", "id");
  }
  v1::ProgrammeCoverage coverage = CoverageOf(*programme, context.All<v1::Audit>(), context.on());
  std::vector<directory::v1::Site> known = context.All<directory::v1::Site>();
  std::vector<const directory::v1::Site*> sites;
  for (const directory::v1::Site& site : known) {
    sites.push_back(&site);
  }
  rules::Judgement judgement =
      rules::JudgeCoverage(context.rules(), rules::Basis::kPlan, GapsOf(coverage, sites));
  for (const rules::Breach& breach : judgement.breaches()) {
    assay::Warning* warning = coverage.add_warnings();
    warning->set_rule(breach.rule);
    warning->set_clause(breach.clause);
    warning->set_message(breach.message);
  }
  return coverage;
}

}  // namespace assay::audits
