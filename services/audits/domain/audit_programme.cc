#include "services/audits/domain/audit_programme.h"

#include <algorithm>

#include "assay/aggregate/acting_person.h"
#include "assay/rules/audit_programme.h"
#include "assay/rules/standard.h"
#include "assay/schema/fold.h"
#include "services/audits/domain/audit_duties.h"
#include "services/audits/domain/programme_coverage.h"

namespace assay::audits {
namespace {

rules::ProgrammeYears YearsOf(const v1::AuditProgramme& programme) {
  return {.from = programme.from_year(), .to = programme.to_year()};
}

// Sites and standards that the programme does not have.
template <typename Part>
std::vector<std::string> Outside(const Part& part, const v1::AuditProgramme& programme) {
  std::vector<std::string> outside = Beyond(part.site_ids(), programme.site_ids());
  for (const std::string& standard : part.standards()) {
    if (!HoldsStandard(programme.standards(), standard)) {
      outside.push_back(standard);
    }
  }
  return outside;
}

Objection ObjectToPlace(const v1::AuditProgramme& programme, const rules::RoundPlace& place,
                        const std::string& field, const Context& context) {
  return rules::Refusal(rules::JudgeRound(*context.rules, Basis::kPlan, place, YearsOf(programme)),
                        field);
}

Objection ObjectUnlessRound(const v1::AuditProgramme& programme, const std::string& round_id) {
  return When(FindRound(programme, round_id) == nullptr, "unknown-round",
              "The programme has no such round.", "roundId");
}

rules::Judgement JudgeGaps(const v1::AuditProgramme& programme, const Context& context) {
  std::vector<v1::Audit> audits;
  for (const v1::Audit* audit : context.All<v1::Audit>()) {
    audits.push_back(*audit);
  }
  v1::ProgrammeCoverage coverage = CoverageOf(programme, audits, context.today);
  return rules::JudgeCoverage(*context.rules, Basis::kPlan,
                              GapsOf(coverage, context.All<directory::v1::Site>()));
}

}  // namespace

Outcome DecideEstablishAuditProgramme(const v1::AuditProgramme& /*programme*/,
                                      const v1::EstablishAuditProgramme& command,
                                      const Context& context) {
  rules::Judgement years = rules::JudgeProgrammeYears(
      *context.rules, Basis::kPlan, {.from = command.from_year(), .to = command.to_year()});
  Objection refusal = First({rules::Refusal(years, "toYear"),
                             aggregate::RefuseForAnother(command.established_by(), "establishes",
                                                         "establishedBy", context)});
  if (refusal) {
    return *refusal;
  }
  v1::ProgrammeEstablished established;
  schema::CopyFields(command, &established);
  return Outcome().Begin(command.id(), established);
}

Outcome DecideRateAuditRisk(const v1::AuditProgramme& programme, const v1::RateAuditRisk& command,
                            const Context& context) {
  const v1::RiskRating& rating = command.rating();
  rules::RoundPlace place{.year = programme.from_year()};
  if (!rating.site_id().empty() && !Holds(programme.site_ids(), rating.site_id())) {
    place.outside.push_back(rating.site_id());
  }
  if (!rating.standard().empty() && !HoldsStandard(programme.standards(), rating.standard())) {
    place.outside.push_back(rating.standard());
  }
  if (Objection objection = ObjectToPlace(programme, place, "rating", context)) {
    return *objection;
  }
  v1::AuditRiskRated rated;
  *rated.mutable_rating() = rating;
  rated.mutable_rating()->set_key(rating.site_id() + "/" + rules::StandardKey(rating.standard()) +
                                  "/" + rating.clause());
  return Outcome().Then(programme.id(), rated);
}

Outcome DecidePlanRound(const v1::AuditProgramme& programme, const v1::PlanRound& command,
                        const Context& context) {
  const v1::PlannedRound& round = command.round();
  bool known = FindRound(programme, round.round_id()) != nullptr;
  Objection objection =
      First({When(known, "round-exists",
                  "The round is planned already; move it, or plan another one.", "round.roundId"),
             When(IsBodyAudit(round.type()), "not-internal",
                  "The programme plans the organisation's own audits; the body plans its own.",
                  "round.type"),
             ObjectToPlace(programme, {.year = round.year(), .outside = Outside(round, programme)},
                           "round", context)});
  if (objection) {
    return *objection;
  }
  v1::RoundPlanned planned;
  *planned.mutable_round() = round;
  return Outcome().Then(programme.id(), planned);
}

Outcome DecideMoveRound(const v1::AuditProgramme& programme, const v1::MoveRound& command,
                        const Context& context) {
  Objection objection =
      First({ObjectUnlessRound(programme, command.round_id()),
             ObjectToPlace(programme, {.year = command.year()}, "year", context)});
  if (objection) {
    return *objection;
  }
  v1::RoundMoved moved;
  moved.mutable_round()->set_round_id(command.round_id());
  moved.mutable_round()->set_year(command.year());
  moved.mutable_round()->set_month(command.month());
  moved.set_reason(command.reason());
  return Outcome().Then(programme.id(), moved);
}

Outcome DecideDropRound(const v1::AuditProgramme& programme, const v1::DropRound& command,
                        const Context& context) {
  std::vector<const v1::Audit*> audits = context.All<v1::Audit>();
  bool fulfilled = std::any_of(audits.begin(), audits.end(), [&command](const v1::Audit* audit) {
    return audit->round_id() == command.round_id() && !IsCancelled(*audit);
  });
  Objection objection =
      First({ObjectUnlessRound(programme, command.round_id()),
             When(fulfilled, "round-has-audit",
                  "An audit is planned or held for this round; cancel it first.", "roundId")});
  if (objection) {
    return *objection;
  }
  v1::RoundDropped dropped;
  schema::CopyFields(command, &dropped);
  return Outcome().Then(programme.id(), dropped);
}

Outcome DecideApproveAuditProgramme(const v1::AuditProgramme& programme,
                                    const v1::ApproveAuditProgramme& command,
                                    const Context& context) {
  rules::AuditParts parts{.authors = {programme.established_by()}};
  Objection objection =
      First({When(!programme.awaits_approval(), "approved-already",
                  "The programme is approved as it stands.", "id"),
             ObjectToDuty(rules::AuditDuty::kApproveProgramme, command.approved_by(), parts,
                          context, "approvedBy"),
             aggregate::RefuseForAnother(command.approved_by(), "approves", "approvedBy", context),
             ObjectToOrder(command.occurred_on(), programme.established_on(), "the programme")});
  if (objection) {
    return *objection;
  }
  v1::ProgrammeApproved approved;
  schema::CopyFields(command, &approved);
  Outcome outcome;
  outcome.Then(programme.id(), approved);
  outcome.Warn(JudgeGaps(programme, context));
  return outcome;
}

Outcome DecideReviewAuditProgramme(const v1::AuditProgramme& programme,
                                   const v1::ReviewAuditProgramme& command,
                                   const Context& context) {
  const v1::ProgrammeReview& review = command.review();
  bool done = std::any_of(programme.reviews().begin(), programme.reviews().end(),
                          [&review](const auto& other) { return other.year() == review.year(); });
  Objection objection = First(
      {ObjectToPlace(programme, {.year = review.year()}, "review.year", context),
       When(done, "reviewed-already", "This year of the programme is reviewed already.",
            "review.year"),
       aggregate::RefuseForAnother(review.reviewed_by(), "reviews", "review.reviewedBy", context),
       When(static_cast<int>(review.year()) > context.today.year(), "year-to-come",
            "A year is reviewed when it has begun.", "review.year")});
  if (objection) {
    return *objection;
  }
  v1::ProgrammeReviewed reviewed;
  *reviewed.mutable_review() = review;
  Outcome outcome;
  outcome.Then(programme.id(), reviewed);
  outcome.Warn(JudgeGaps(programme, context));
  return outcome;
}

Objection ObjectToRound(const v1::PlanAudit& command, const Context& context) {
  if (command.programme_id().empty()) {
    return When(!command.round_id().empty(), "missing-field",
                "Name the programme that the round belongs to.", "programmeId");
  }
  const auto* programme = context.Find<v1::AuditProgramme>(command.programme_id());
  return First({When(IsBodyAudit(command.type()), "not-internal",
                     "The programme plans the organisation's own audits; the body plans its own.",
                     "programmeId"),
                ObjectUnlessRound(*programme, command.round_id())});
}

rules::Judgement JudgeRoundOf(const v1::PlanAudit& command, const Context& context) {
  const auto* programme = context.Find<v1::AuditProgramme>(command.programme_id());
  if (programme == nullptr) {
    return {};
  }
  const v1::PlannedRound* round = FindRound(*programme, command.round_id());
  rules::RoundFit fit{.year = DayIn(command.planned_from(), context.today).year() ==
                              static_cast<int>(round->year()),
                      .sites = Beyond(round->site_ids(), command.site_ids()).empty()};
  fit.standards = std::all_of(
      round->standards().begin(), round->standards().end(),
      [&command](const std::string& name) { return HoldsStandard(command.standards(), name); });
  rules::Judgement judgement =
      rules::JudgeProgrammeApproval(*context.rules, Basis::kPlan, programme->awaits_approval());
  judgement.Merge(rules::JudgeRoundFit(*context.rules, Basis::kPlan, fit));
  return judgement;
}

const v1::PlannedRound* FindRound(const v1::AuditProgramme& programme,
                                  const std::string& round_id) {
  auto found =
      std::find_if(programme.rounds().begin(), programme.rounds().end(),
                   [&](const v1::PlannedRound& round) { return round.round_id() == round_id; });
  return found == programme.rounds().end() ? nullptr : &*found;
}

}  // namespace assay::audits
