#include "services/audits/domain/marks.h"

#include <algorithm>

#include "assay/schema/fold.h"
#include "services/audits/domain/certificate_state.h"

namespace assay::audits {

rules::Mark MarkOf(v1::MarkKind mark) {
  switch (mark) {
    case v1::MARK_KIND_UNSPECIFIED:
      return rules::Mark::kStatementInWords;
    case v1::SCHEME_MARK:
      return rules::Mark::kSchemeMark;
    case v1::ISO_LOGO:
      return rules::Mark::kIsoLogo;
    default:
      return rules::Mark::kBodyMark;
  }
}

const v1::PermittedMark* FindPermitted(const v1::Certificate& certificate, v1::MarkKind mark) {
  auto found = std::find_if(certificate.marks().begin(), certificate.marks().end(),
                            [mark](const v1::PermittedMark& one) {
                              return one.mark() == mark && one.withdrawn_on().empty();
                            });
  return found == certificate.marks().end() ? nullptr : &*found;
}

Outcome DecidePermitMark(const v1::Certificate& certificate, const v1::PermitMark& command,
                         const Context& context) {
  Date day = DayIn(command.occurred_on(), context.today);
  rules::Judgement judgement =
      rules::JudgeMarkUse(*context.rules, Basis::kAct,
                          {.mark = MarkOf(command.mark()),
                           .certificate = StateOf(certificate, day, *context.rules),
                           .permitted = true,
                           .scheme_licence = command.licensed()});
  Objection objection =
      First({rules::Refusal(judgement, "mark"),
             ObjectToOrder(command.occurred_on(), certificate.decided_on(), "the decision")});
  if (objection) {
    return *objection;
  }
  v1::MarkPermitted permitted;
  schema::CopyFields(command, &permitted);
  permitted.set_replaced(v1::MarkKind_Name(command.mark()));
  v1::PermittedMark* mark = permitted.mutable_permitted();
  schema::CopyFields(command, mark);
  mark->set_permitted_on(command.occurred_on());
  if (command.mark() != v1::SCHEME_MARK) {
    mark->clear_licensed();  // it needs no licence
  }
  return Outcome().Then(certificate.id(), permitted);
}

Outcome DecideWithdrawMark(const v1::Certificate& certificate, const v1::WithdrawMark& command,
                           const Context& /*context*/) {
  const v1::PermittedMark* permitted = FindPermitted(certificate, command.mark());
  Objection objection =
      First({When(permitted == nullptr, "mark-not-permitted",
                  "This mark is not permitted with the certificate, so there is nothing to "
                  "withdraw.",
                  "mark"),
             permitted == nullptr ? std::nullopt
                                  : ObjectToOrder(command.occurred_on(), permitted->permitted_on(),
                                                  "the permission")});
  if (objection) {
    return *objection;
  }
  v1::MarkWithdrawn event;
  v1::PermittedMark* withdrawn = event.mutable_withdrawn();
  withdrawn->set_mark(command.mark());
  withdrawn->set_withdrawn_on(command.occurred_on());
  withdrawn->set_withdrawal_reason(command.reason());
  return Outcome().Then(certificate.id(), event);
}

void PresentMarks(v1::Certificate* certificate) {
  bool active = certificate->state() == v1::Certificate::ACTIVE;
  for (v1::PermittedMark& mark : *certificate->mutable_marks()) {
    mark.set_usable(active && mark.withdrawn_on().empty());
  }
}

}  // namespace assay::audits
