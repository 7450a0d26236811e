#include "assay/rules/impartiality.h"

#include <string>

namespace assay::rules {
namespace {

using calendar::AddDays;
using calendar::AddMonths;
using calendar::Date;

constexpr std::string_view kCoolingOff = "cooling_off_months";

// The first day not barred by an engagement that cools off under `rule`; none while it is open.
std::optional<Date> FreeFrom(const Ruleset& ruleset, std::string_view rule,
                             const Engagement& engagement) {
  if (engagement.kind == EngagementKind::kGenericTraining) {
    return Date::Earliest();
  }
  if (!engagement.ended) {
    return std::nullopt;
  }
  return AddDays(AddMonths(*engagement.ended, ruleset.Int(rule, kCoolingOff)), 1);
}

bool Bars(const Ruleset& ruleset, std::string_view rule, const Engagement& engagement, Date day) {
  if (engagement.started && *engagement.started > day) {
    return false;
  }
  std::optional<Date> free_from = FreeFrom(ruleset, rule, engagement);
  return !free_from || day < *free_from;
}

std::string UntilText(const Ruleset& ruleset, std::string_view rule, const Engagement& engagement) {
  std::optional<Date> free_from = FreeFrom(ruleset, rule, engagement);
  return free_from ? "permitted from " + free_from->ToString()
                   : "it is still open, and the time counts from its end";
}

void JudgeInternalAudits(const Ruleset& ruleset, Basis basis, const Engagement& audits, Date day,
                         Judgement* judgement) {
  bool open = !audits.ended || *audits.ended >= day;
  if (open && (!audits.started || *audits.started <= day)) {
    judgement->Add(ruleset, basis, "IMP-2",
                   "the body does internal audits for the client it is to certify");
  } else if (Bars(ruleset, "IMP-3", audits, day)) {
    judgement->Add(ruleset, basis, "IMP-3",
                   "the body did internal audits for the client; certification is " +
                       UntilText(ruleset, "IMP-3", audits));
  }
}

}  // namespace

std::optional<Date> FirstPermittedDate(const Ruleset& ruleset, const Engagement& engagement) {
  return FreeFrom(ruleset, "IMP-5", engagement);
}

Judgement JudgeBodyPerson(const Ruleset& ruleset, Basis basis,
                          std::span<const Engagement> engagements, Date day) {
  Judgement judgement;
  for (const Engagement& engagement : engagements) {
    if (Bars(ruleset, "IMP-5", engagement, day)) {
      judgement.Add(ruleset, basis, "IMP-5",
                    "the person consulted this client; taking part on " + day.ToString() +
                        " is too early: " + UntilText(ruleset, "IMP-5", engagement));
    }
  }
  return judgement;
}

Judgement JudgeBody(const Ruleset& ruleset, Basis basis, const BodyTies& ties, Date day) {
  Judgement judgement;
  if (ties.body_consults) {
    judgement.Add(ruleset, basis, "IMP-1",
                  "the body, or its legal entity, offers management-system consultancy");
  }
  if (ties.internal_audits) {
    JudgeInternalAudits(ruleset, basis, *ties.internal_audits, day, &judgement);
  }
  if (ties.related_consultancy && Bars(ruleset, "IMP-4", *ties.related_consultancy, day)) {
    judgement.Add(ruleset, basis, "IMP-4",
                  "a body related to this one consulted the client; certification is " +
                      UntilText(ruleset, "IMP-4", *ties.related_consultancy));
  }
  if (ties.promotes_consultancy) {
    judgement.Add(ruleset, basis, "IMP-6",
                  "the body suggests that certification is easier with some consultancy");
  }
  if (ties.client_is_certification_body && ties.quality_management) {
    judgement.Add(ruleset, basis, "IMP-7",
                  "the client is a certification body; another one cannot certify its quality "
                  "management system");
  }
  return judgement;
}

}  // namespace assay::rules
