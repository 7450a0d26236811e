#include "services/training/domain/competence.h"

#include <algorithm>
#include <vector>

#include "assay/schema/fold.h"
#include "services/training/domain/people.h"

namespace assay::training {
namespace {

using aggregate::Refuse;

// The days of the credits that count, in order.
std::vector<std::string> CountedDays(const v1::Competence& competence) {
  std::vector<std::string> days;
  for (const v1::Credit& credit : competence.credits()) {
    if (credit.satisfactory() && credit.occurred_on() > competence.withdrawn_on()) {
      days.push_back(credit.occurred_on());
    }
  }
  std::sort(days.begin(), days.end());
  return days;
}

// Qualifies a trainee whose credits are complete; `competence` is as the events so far leave it.
void AddQualified(const v1::Competence& competence, Outcome* outcome) {
  std::vector<std::string> days = CountedDays(competence);
  if (competence.level() != v1::TRAINEE_AUDITOR || days.size() < kCreditsNeeded) {
    return;
  }
  std::string basis = "Auditor course passed on " + competence.course_passed_on() +
                      "; satisfactory part in audits on ";
  for (size_t i = 0; i < days.size(); ++i) {
    basis += (i == 0 ? "" : i + 1 == days.size() ? " and " : ", ") + days[i];
  }
  v1::AuditorQualified qualified;
  qualified.set_level(v1::QUALIFIED_AUDITOR);
  qualified.set_occurred_on(std::max(competence.course_passed_on(), days[kCreditsNeeded - 1]));
  qualified.set_basis(basis);
  outcome->Then(competence.id(), qualified);
}

}  // namespace

Outcome DecideCreditAudit(const v1::Competence& competence, const v1::CreditAudit& command,
                          const Context& /*context*/) {
  const auto& credits = competence.credits();
  if (std::any_of(credits.begin(), credits.end(), [&command](const v1::Credit& credit) {
        return credit.audit_id() == command.credit().audit_id();
      })) {
    return Refuse("already-credited", "The person's part in this audit was judged before.",
                  "credit.auditId");
  }
  bool first = competence.level() == v1::QUALIFICATION_LEVEL_UNSPECIFIED && credits.empty() &&
               competence.course_id().empty();
  v1::AuditCredited credited;
  *credited.mutable_credit() = command.credit();
  Outcome outcome;
  first ? outcome.Begin(command.id(), credited) : outcome.Then(command.id(), credited);
  v1::Competence after = competence;
  after.set_id(command.id());
  schema::Fold(credited, &after);
  AddQualified(after, &outcome);
  return outcome;
}

Outcome DecidePromoteToLead(const v1::Competence& competence, const v1::PromoteToLead& command,
                            const Context& /*context*/) {
  if (competence.level() == v1::QUALIFIED_LEAD) {
    return Refuse("already-lead", "This person is a lead auditor already.");
  }
  if (competence.level() != v1::QUALIFIED_AUDITOR) {
    return Refuse("not-qualified",
                  "Only a qualified auditor becomes a lead auditor: the course and the credited "
                  "audits come first.");
  }
  if (auto refusal = RefuseBefore(command.occurred_on(), competence.qualified_on(),
                                  "the person was qualified")) {
    return *refusal;
  }
  v1::PromotedToLead promoted;
  schema::CopyFields(command, &promoted);
  return Outcome().Then(command.id(), promoted);
}

Outcome DecideWithdrawQualification(const v1::Competence& competence,
                                    const v1::WithdrawQualification& command,
                                    const Context& /*context*/) {
  if (competence.level() == v1::QUALIFICATION_LEVEL_UNSPECIFIED) {
    return Refuse("not-qualified", "This person has no qualification to withdraw.");
  }
  if (auto refusal = RefuseBefore(command.occurred_on(), competence.course_passed_on(),
                                  "the auditor course was passed")) {
    return *refusal;
  }
  v1::QualificationWithdrawn withdrawn;
  schema::CopyFields(command, &withdrawn);
  return Outcome().Then(command.id(), withdrawn);
}

void AddCoursePassed(const v1::Competence* competence, const v1::Session& session,
                     const v1::Effect& effect, Outcome* outcome) {
  if (competence != nullptr && competence->level() != v1::QUALIFICATION_LEVEL_UNSPECIFIED) {
    return;
  }
  v1::CoursePassed passed;
  passed.set_session_id(session.id());
  passed.set_occurred_on(effect.checked_on());
  v1::Competence after;
  if (competence == nullptr) {
    outcome->Begin(effect.person_id(), passed);
  } else {
    outcome->Then(effect.person_id(), passed);
    after = *competence;
  }
  after.set_id(effect.person_id());
  schema::Fold(passed, &after);
  AddQualified(after, outcome);
}

}  // namespace assay::training
