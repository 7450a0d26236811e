#include "assay/rules/marks.h"

namespace assay::rules {
namespace {

// A statement in words may stand on packaging; no mark may, and nothing may stand on a product or a
// test report.
bool IsForbiddenPlace(const MarkUse& use) {
  switch (use.place) {
    case MarkPlace::kPromotion:
      return false;
    case MarkPlace::kPackaging:
      return use.mark != Mark::kStatementInWords;
    case MarkPlace::kProduct:
    case MarkPlace::kTestReport:
      return true;
  }
  return true;
}

void JudgePermission(const Ruleset& ruleset, Basis basis, const MarkUse& use,
                     Judgement* judgement) {
  if (use.mark == Mark::kIsoLogo) {
    judgement->Add(ruleset, basis, "MK-4", "the logo of ISO may not be used by anyone certified");
    return;
  }
  if (use.mark != Mark::kStatementInWords && !use.permitted) {
    judgement->Add(ruleset, basis, "MK-1", "the body has not permitted the use of its mark");
  }
  if (use.mark == Mark::kSchemeMark && !use.scheme_licence) {
    judgement->Add(ruleset, basis, "MK-3", "a scheme's mark needs a licence of its own");
  }
}

}  // namespace

Judgement JudgeMarkUse(const Ruleset& ruleset, Basis basis, const MarkUse& use) {
  Judgement judgement;
  JudgePermission(ruleset, basis, use, &judgement);
  if (IsForbiddenPlace(use)) {
    judgement.Add(ruleset, basis, "MK-2",
                  "no mark stands on a product, its packaging or a test report");
  }
  if (use.suggests_product) {
    judgement.Add(ruleset, basis, "MK-2",
                  "this could be read as conformity of a product; the system is certified");
  }
  if (use.certificate != CertificateState::kActive) {
    judgement.Add(ruleset, basis, "MK-5",
                  "the certificate is not active; all references to it are stopped");
  }
  if (use.place == MarkPlace::kPackaging && use.mark == Mark::kStatementInWords &&
      !(use.names_client && use.names_system && use.names_body)) {
    judgement.Add(ruleset, basis, "MK-6",
                  "a statement on packaging names the client, the system with its standard, and "
                  "the body");
  }
  if (use.exceeds_scope) {
    judgement.Add(ruleset, basis, "MK-7", "the reference goes beyond the certified scope");
  }
  return judgement;
}

}  // namespace assay::rules
