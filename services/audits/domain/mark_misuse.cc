#include "services/audits/domain/mark_misuse.h"

#include <algorithm>

#include "assay/rules/client_duties.h"
#include "assay/rules/marks.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/certificate_state.h"
#include "services/audits/domain/marks.h"

namespace assay::audits {
namespace {

rules::MarkPlace PlaceOf(v1::MarkPlace place) {
  switch (place) {
    case v1::PRODUCT:
      return rules::MarkPlace::kProduct;
    case v1::PACKAGING:
      return rules::MarkPlace::kPackaging;
    case v1::TEST_REPORT:
      return rules::MarkPlace::kTestReport;
    default:
      return rules::MarkPlace::kPromotion;
  }
}

rules::Judgement JudgeUse(const v1::ReportMarkMisuse& command, const Context& context) {
  const auto* certificate = context.Find<v1::Certificate>(command.certificate_id());
  const v1::PermittedMark* permitted = FindPermitted(*certificate, command.mark());
  rules::MarkUse use{.mark = MarkOf(command.mark()),
                     .place = PlaceOf(command.place()),
                     .certificate = StateOf(
                         *certificate, DayIn(command.occurred_on(), context.today), *context.rules),
                     .permitted = permitted != nullptr,
                     .scheme_licence = permitted != nullptr && permitted->licensed(),
                     .suggests_product = command.suggests_product(),
                     .names_client = command.names_client(),
                     .names_system = command.names_system(),
                     .names_body = command.names_body(),
                     .exceeds_scope = command.exceeds_scope()};
  return rules::JudgeMarkUse(*context.rules, Basis::kFact, use);
}

}  // namespace

Outcome DecideReportMarkMisuse(const v1::MarkMisuse& /*misuse*/,
                               const v1::ReportMarkMisuse& command, const Context& context) {
  const auto* certificate = context.Find<v1::Certificate>(command.certificate_id());
  rules::Judgement judgement = JudgeUse(command, context);
  Objection objection =
      First({When(judgement.clean(), "no-misuse",
                  "This use breaks no rule: the mark is permitted, the place allows it, and the "
                  "certificate is active.",
                  "place"),
             ObjectToOrder(command.occurred_on(), certificate->decided_on(), "the decision")});
  if (objection) {
    return *objection;
  }
  Date found = DayIn(command.occurred_on(), context.today);
  v1::MarkMisuseReported reported;
  schema::CopyFields(command, &reported);
  reported.set_journey_id(certificate->journey_id());
  reported.set_correct_by(rules::CorrectMisuseBy(*context.rules, found).ToString());
  std::string explanation;
  for (const rules::Breach& breach : judgement.breaches()) {
    reported.add_rules(breach.rule);
    explanation += (explanation.empty() ? "" : "; ") + breach.message;
  }
  reported.set_explanation(explanation);
  Outcome outcome;
  outcome.Begin(command.id(), reported);
  outcome.Warn(judgement);
  return outcome;
}

Outcome DecideCorrectMarkMisuse(const v1::MarkMisuse& misuse, const v1::CorrectMarkMisuse& command,
                                const Context& context) {
  if (Objection objection =
          ObjectToOrder(command.occurred_on(), misuse.found_on(), "the discovery")) {
    return *objection;
  }
  Date corrected = DayIn(command.occurred_on(), context.today);
  v1::MarkMisuseCorrected event;
  schema::CopyFields(command, &event);
  Outcome outcome;
  outcome.Then(misuse.id(), event);
  outcome.Warn(rules::JudgeMisuseCorrection(*context.rules, Basis::kFact,
                                            DayIn(misuse.correct_by(), corrected), corrected));
  return outcome;
}

void PresentMarkMisuse(v1::MarkMisuse* misuse, Date on) {
  misuse->set_overdue(misuse->state() == v1::MarkMisuse::OPEN &&
                      misuse->correct_by() < on.ToString());
}

}  // namespace assay::audits
