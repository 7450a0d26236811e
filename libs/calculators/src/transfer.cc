#include "assay/calculators/calculate.h"
#include "assay/rules/checklist.h"
#include "assay/rules/suspension.h"
#include "narration.h"

namespace assay::calculators {
namespace {

using calendar::Date;

rules::CertificateState StateOf(v1::Transfer::Status status) {
  switch (status) {
    case v1::Transfer::SUSPENDED:
      return rules::CertificateState::kSuspended;
    case v1::Transfer::WITHDRAWN:
      return rules::CertificateState::kWithdrawn;
    case v1::Transfer::EXPIRED:
      return rules::CertificateState::kExpired;
    case v1::Transfer::CANCELLED:
      return rules::CertificateState::kCancelled;
    default:
      return rules::CertificateState::kActive;
  }
}

std::vector<std::string> Texts(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

void TellDates(const v1::Transfer& request, std::optional<Date> expiry, std::optional<Date> lost,
               Narration* narration, v1::TransferAnswer* answer) {
  const rules::Ruleset& ruleset = narration->ruleset();
  if (lost) {
    answer->set_complete_by(
        rules::TransferBy(ruleset, *lost, expiry.value_or(Date::Latest())).ToString());
    narration->Step("TR-3", "The issuing body lost its accreditation on " + lost->ToString() +
                                ": the transfer is complete within " +
                                Counted(ruleset.Int("TR-3", "months"), "month") +
                                " and not after expiry: by " + answer->complete_by() + ".");
  } else if (expiry) {
    answer->set_complete_by(expiry->ToString());
    narration->Step("TR-2", "Only a valid certification is transferred: by its expiry on " +
                                answer->complete_by() + ".");
  }
  if (expiry) {
    answer->set_expiry(expiry->ToString());
    narration->Step("TR-7", "The accepting body's certificate keeps the cycle and the expiry " +
                                answer->expiry() + ".");
  }
  if (!request.has_accredited()) {
    narration->Step("TR-1", "Nothing is said of accreditation: it is taken as recognised.");
  }
}

}  // namespace

Answered<v1::TransferAnswer> Calculate(const rules::Ruleset& ruleset, const v1::Transfer& request) {
  Narration narration(ruleset, request.basis());
  std::optional<Date> expiry = DateOf(request.expiry());
  std::optional<Date> completed = DateOf(request.completed());
  std::optional<Date> lost = DateOf(request.accreditation_lost());
  std::optional<Date> first_audit = DateOf(request.first_audit());
  std::optional<Date> new_expiry = DateOf(request.new_expiry());
  if (first_audit && !completed) {
    return Missing("completed", "Say when the accepting body decides; its audits come after.");
  }
  if (new_expiry && !expiry) {
    return Missing("expiry", "Say when the certificate expires; a transfer keeps that day.");
  }
  std::vector<std::string> majors = Texts(request.open_majors());
  std::vector<std::string> minors = Texts(request.minors_without_plan());
  v1::TransferAnswer answer;
  TellDates(request, expiry, lost, &narration, &answer);
  // What is not said breaks nothing: a day that every limit allows stands for it.
  narration.Judge(
      rules::JudgeTransfer(ruleset, narration.basis(),
                           {.state = StateOf(request.status()),
                            .accredited = !request.has_accredited() || request.accredited(),
                            .expiry = expiry.value_or(Date::Latest()),
                            .accreditation_lost = lost,
                            .completed = completed.value_or(Date::Earliest()),
                            .open_majors = majors,
                            .minors_without_plan = minors,
                            .first_audit = first_audit,
                            .new_expiry = new_expiry}));
  if (!request.review().empty()) {
    narration.Judge(rules::JudgeChecklist(ruleset, narration.basis(), rules::kTransferReview,
                                          Texts(request.review())));
  }
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
