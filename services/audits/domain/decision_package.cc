#include "services/audits/domain/decision_package.h"

#include <algorithm>

#include "assay/rules/checklist.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/decision_findings.h"
#include "services/audits/domain/report_content.h"

namespace assay::audits {
namespace {

bool HasNonconformities(const v1::Audit& audit, const Context& context) {
  auto findings = BodyNonconformities(context);
  return std::any_of(findings.begin(), findings.end(), [&audit](const v1::Finding* finding) {
    return finding->audit_id() == audit.id();
  });
}

// A recommendation with conditions says which.
bool IsRecommended(const v1::Audit& audit) {
  switch (audit.recommendation()) {
    case v1::RECOMMENDED:
    case v1::NOT_RECOMMENDED:
      return true;
    case v1::RECOMMENDED_WITH_CONDITIONS:
      return !audit.decision_package().conditions().empty();
    default:
      return false;
  }
}

std::vector<std::string> SuppliedBy(const v1::Audit& audit, const Context& context) {
  const v1::DecisionPackage& package = audit.decision_package();
  std::vector<std::string> supplied = {"report"};
  auto add = [&supplied](bool there, const char* item) {
    if (there) {
      supplied.emplace_back(item);
    }
  };
  add(!package.comments().empty() || !HasNonconformities(audit, context),
      "comments-on-nonconformities");
  add(package.application_confirmed(), "application-information-confirmed");
  add(package.objectives_met(), "objectives-confirmed");
  add(IsRecommended(audit), "recommendation");
  return supplied;
}

const v1::Audit* LatestOf(const std::string& standard, v1::AuditType type, const std::string& since,
                          const Context& context) {
  const v1::Audit* latest = nullptr;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    bool feeds = audit->type() == type && IsReported(*audit) && audit->last_day() > since &&
                 HoldsStandard(audit->standards(), standard);
    if (feeds && (latest == nullptr || audit->last_day() > latest->last_day())) {
      latest = audit;
    }
  }
  return latest;
}

}  // namespace

Outcome DecideSupplyDecisionPackage(const v1::Audit& audit,
                                    const v1::SupplyDecisionPackage& command,
                                    const Context& /*context*/) {
  Objection objection =
      First({When(!LeadsToDecision(audit.type()), "no-decision-follows",
                  "No certification decision rests on an audit of this type; supply what it needs "
                  "with stage 2 or recertification."),
             ObjectToOrder(command.occurred_on(), audit.reported_on(), "the report")});
  if (objection) {
    return *objection;
  }
  v1::DecisionPackageSupplied supplied;
  schema::CopyFields(command, &supplied);
  return Outcome().Then(audit.id(), supplied);
}

rules::Judgement JudgePackage(const std::string& standard, v1::AuditType type,
                              const std::string& since, const Context& context) {
  const v1::Audit* audit = LatestOf(standard, type, since, context);
  rules::Judgement judgement;
  std::vector<std::string> missing =
      audit == nullptr ? std::vector<std::string>()
                       : rules::MissingItems(*context.rules, rules::kDecisionPackage,
                                             SuppliedBy(*audit, context));
  if (!missing.empty()) {
    judgement.Add(
        *context.rules, Basis::kAct, rules::kDecisionPackage,
        "the team of " + NameOf(*audit) +
            " supplies what the decision needs before it is taken; missing: " + Join(missing));
  }
  return judgement;
}

}  // namespace assay::audits
