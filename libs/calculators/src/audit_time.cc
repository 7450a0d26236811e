#include "assay/rules/audit_time.h"

#include <algorithm>
#include <set>

#include "assay/calculators/calculate.h"
#include "assay/rules/integration.h"
#include "assay/rules/standard.h"
#include "assay/schema/fold.h"
#include "narration.h"
#include "standard_time.h"

namespace assay::calculators {
namespace {

using rules::AuditTimeAnswer;
using rules::Fraction;
using Times = std::vector<TimeOfStandard>;

constexpr int64_t kIntegrationMax = 100;  // percent, of an increase

v1::TimeStatus StatusOf(AuditTimeAnswer answer) {
  switch (answer) {
    case AuditTimeAnswer::kKnown:
      return v1::CALCULATED;
    case AuditTimeAnswer::kNeedsTable:
      return v1::NEEDS_TABLE;
    case AuditTimeAnswer::kManual:
      return v1::MANUAL;
  }
  return v1::NEEDS_TABLE;
}

// Fields that speak of a single standard stay empty where several are said, and the other way
// round.
std::optional<Rejection> CheckShape(const v1::AuditTime& request) {
  bool several = !request.standards().empty();
  bool single = !request.standard().empty() || request.has_personnel() ||
                !request.groups().empty() || !request.table().empty() || request.has_factors() ||
                !request.adjust_percent().empty() || !request.table_basis().empty() ||
                request.category() != v1::CATEGORY_UNSPECIFIED;
  if (several && single) {
    return Invalid("standards",
                   "Say one standard, or several in `standards` with all that "
                   "belongs to each; not both.");
  }
  if (!several && request.standard().empty()) {
    return Missing("standard", "Say the standard, such as \"9001\", or several in `standards`.");
  }
  if (several && request.standards_size() < 2) {
    return Invalid("standards", "Integration needs several standards.");
  }
  std::set<std::string> keys;
  for (const v1::StandardTime& time : request.standards()) {
    if (!keys.insert(rules::StandardKey(time.standard())).second) {
      return Invalid("standards", "The standard " + time.standard() + " is there twice.");
    }
  }
  for (const auto& [field, said] :
       {std::pair("integration_percent", !request.integration_percent().empty()),
        std::pair("integration_level_percent", !request.integration_level_percent().empty()),
        std::pair("auditor_standards", !request.auditor_standards().empty())}) {
    if (said && !several) {
      return Invalid(field, "Integration is of several standards: say them in `standards`.");
    }
  }
  return std::nullopt;
}

std::variant<TimeTerms, Rejection> TermsOf(const rules::Ruleset& ruleset,
                                           const v1::AuditTime& request) {
  TimeTerms terms{
      .rounding = request.rounding() == v1::AuditTime::strict    ? rules::Rounding::kStrict
                  : request.rounding() == v1::AuditTime::literal ? rules::Rounding::kLiteral
                                                                 : rules::RoundingOf(ruleset),
      .lookup = request.lookup() == v1::AuditTime::step          ? rules::Lookup::kStep
                : request.lookup() == v1::AuditTime::interpolate ? rules::Lookup::kInterpolate
                                                                 : rules::LookupOf(ruleset)};
  if (!request.site_reduction_percent().empty()) {
    auto percent = PercentOf(request.site_reduction_percent(), "site_reduction_percent", -100, 0);
    if (auto* fault = std::get_if<Rejection>(&percent)) {
      return *fault;
    }
    terms.site_reduction = std::get<Fraction>(percent);
  }
  return terms;
}

std::variant<Times, Rejection> TimesOf(const v1::AuditTime& request, const TimeTerms& terms,
                                       Narration* narration) {
  std::vector<v1::StandardTime> standards(request.standards().begin(), request.standards().end());
  bool several = !standards.empty();
  if (!several) {
    schema::CopyFields(request, &standards.emplace_back());
  }
  Times times;
  for (const v1::StandardTime& standard : standards) {
    std::string prefix = several ? "standards[" + std::to_string(times.size()) + "]." : "";
    auto time = CalculateStandard(standard, terms, prefix, narration);
    if (auto* fault = std::get_if<Rejection>(&time)) {
      return *fault;
    }
    times.push_back(std::get<TimeOfStandard>(std::move(time)));
  }
  return times;
}

void AddStandards(const Times& times, v1::AuditTimeAnswer* answer) {
  for (const TimeOfStandard& time : times) {
    v1::StandardTimeAnswer& standard = *answer->add_standards();
    standard.set_standard(time.standard);
    standard.set_status(StatusOf(time.answer));
    standard.set_personnel(static_cast<int>(time.personnel));
    standard.set_basis(time.basis);
    if (time.answer == AuditTimeAnswer::kKnown) {
      standard.set_base(time.base.ToString());
      standard.set_raw(time.raw.ToString());
      standard.set_days(time.days.ToString());
    }
  }
}

// The percentage that level and team allow, where both are said (IN-2).
std::optional<Rejection> JudgeLevel(const v1::AuditTime& request, const Fraction& percent,
                                    Narration* narration, v1::AuditTimeAnswer* answer) {
  if (request.integration_level_percent().empty() && request.auditor_standards().empty()) {
    return std::nullopt;
  }
  if (request.auditor_standards().empty()) {
    return Missing("auditor_standards",
                   "Say for how many of the standards each auditor is "
                   "qualified.");
  }
  if (request.integration_level_percent().empty()) {
    return Missing("integration_level_percent", "Say how far the system is integrated.");
  }
  auto level = PercentOf(request.integration_level_percent(), "integration_level_percent", 0, 100);
  if (auto* fault = std::get_if<Rejection>(&level)) {
    return *fault;
  }
  std::vector<int64_t> auditors;
  for (int qualified : request.auditor_standards()) {
    if (qualified > request.standards_size()) {
      return Invalid("auditor_standards",
                     "Nobody is qualified for more standards than are "
                     "audited.");
    }
    auditors.push_back(qualified);
  }
  Fraction ability = rules::JointAuditAbility(auditors, request.standards_size());
  int64_t allowed =
      rules::AllowedIntegration(narration->ruleset(), std::get<Fraction>(level), ability);
  answer->set_integration_allowed(Fraction(-allowed).ToString());
  narration->Step("IN-2", "The system is integrated to " + std::get<Fraction>(level).ToString() +
                              " %, the team can audit jointly to " + ability.ToString() +
                              " %: the lesser allows a reduction of " + std::to_string(allowed) +
                              " %.");
  narration->Judge(
      rules::JudgeIntegrationLevel(narration->ruleset(), narration->basis(), percent, allowed));
  return std::nullopt;
}

// What several standards come to, and what a single one does.
struct Total {
  Fraction base;
  Fraction raw;
  Fraction days;
  Fraction on_site;
};

Total Integrated(const Times& times, const Fraction& asked, Narration* narration,
                 v1::AuditTimeAnswer* answer) {
  const rules::Ruleset& ruleset = narration->ruleset();
  narration->Judge(rules::JudgeIntegration(ruleset, narration->basis(), asked));
  Fraction percent = std::max(asked, Fraction(-ruleset.Int("IN-1", "reduction_percent_max")));
  Total total;
  Fraction sum;
  for (const TimeOfStandard& time : times) {
    total.base = total.base + time.base;
    sum = sum + time.raw;
    total.on_site = total.on_site + time.on_site;
  }
  answer->set_sum(sum.ToString());
  total.raw = rules::Changed(sum, percent);
  total.on_site = rules::Changed(total.on_site, percent);
  total.days = rules::NearestHalfDay(total.raw);
  narration->Step("IN-1", "The standards together: " + sum.ToString() + " days; changed by " +
                              percent.ToString() + " % for integration: " + total.raw.ToString() +
                              ".");
  return total;
}

Total Alone(const TimeOfStandard& time) {
  return {time.base, time.raw, time.days, time.on_site};
}

void TellTotal(const Total& total, std::string_view on_site_rule, Narration* narration,
               v1::AuditTimeAnswer* answer) {
  const rules::Ruleset& ruleset = narration->ruleset();
  Fraction surveillance = rules::SurveillanceTime(ruleset, total.raw);
  Fraction recertification = rules::RecertificationTime(ruleset, total.raw);
  answer->set_base(total.base.ToString());
  answer->set_raw(total.raw.ToString());
  answer->set_days(total.days.ToString());
  answer->set_surveillance(surveillance.ToString());
  answer->set_recertification(recertification.ToString());
  answer->set_on_site_min(total.on_site.ToString());
  answer->set_on_site_days(rules::NearestHalfDay(total.on_site).ToString());
  Fraction reduction = Fraction(100) - total.raw * 100 / total.base;
  answer->set_reduction_percent(reduction.RoundedTo(Fraction(1, 100)).ToString());
  bool raised = total.days > rules::NearestHalfDay(total.raw);
  narration->Step("T-3", "On half days: " + total.days.ToString() +
                             (raised ? " days, up, since the nearest would go below the greatest "
                                       "reduction."
                                     : " days."));
  auto part = [&](std::string_view rule) {
    return std::to_string(ruleset.Int(rule, "parts")) + "/" +
           std::to_string(ruleset.Int(rule, "of")) + " of " + total.raw.ToString() +
           ", not rounded before: ";
  };
  narration->Step("T-6", "Surveillance each year, " + part("T-6") + surveillance.ToString() +
                             " days on half days.");
  narration->Step("T-7", "Recertification, " + part("T-7") + recertification.ToString() +
                             " days on half days.");
  narration->Step(on_site_rule, "Audit activities take at least " + total.on_site.ToString() +
                                    " days of it; planning and reporting the rest.");
  for (const auto& [audit, days] :
       {std::pair("an initial audit", total.raw), std::pair("a surveillance", surveillance),
        std::pair("a recertification", recertification)}) {
    narration->Judge(rules::JudgeShortAudit(ruleset, narration->basis(), audit, days));
  }
}

// The largest standard's personnel, its table, its range; and the worst status.
void TellStandards(const Times& times, v1::AuditTimeAnswer* answer) {
  v1::TimeStatus status = v1::CALCULATED;
  for (const TimeOfStandard& time : times) {
    answer->set_personnel(std::max(answer->personnel(), static_cast<int>(time.personnel)));
    if (time.answer != AuditTimeAnswer::kKnown && status != v1::NEEDS_TABLE) {
      status = StatusOf(time.answer);
    }
  }
  answer->set_status(status);
  if (times.size() > 1) {
    AddStandards(times, answer);
    return;
  }
  answer->set_basis(times.front().basis);
  if (times.front().range) {
    answer->set_adjust_from(Fraction(times.front().range->from).ToString());
    answer->set_adjust_to(Fraction(times.front().range->to).ToString());
  }
}

}  // namespace

Answered<v1::AuditTimeAnswer> Calculate(const rules::Ruleset& ruleset,
                                        const v1::AuditTime& request) {
  Narration narration(ruleset, request.basis());
  if (auto fault = CheckShape(request)) {
    return *fault;
  }
  auto terms = TermsOf(ruleset, request);
  if (auto* fault = std::get_if<Rejection>(&terms)) {
    return *fault;
  }
  auto integration =
      PercentOf(request.integration_percent(), "integration_percent", -100, kIntegrationMax);
  if (auto* fault = std::get_if<Rejection>(&integration)) {
    return *fault;
  }
  auto calculated = TimesOf(request, std::get<TimeTerms>(terms), &narration);
  if (auto* fault = std::get_if<Rejection>(&calculated)) {
    return *fault;
  }
  const Times& times = std::get<Times>(calculated);
  v1::AuditTimeAnswer answer;
  TellStandards(times, &answer);
  const Fraction& percent = std::get<Fraction>(integration);
  if (auto fault = JudgeLevel(request, percent, &narration, &answer)) {
    return *fault;
  }
  if (answer.status() == v1::CALCULATED) {
    bool several = times.size() > 1;
    Total total = several ? Integrated(times, percent, &narration, &answer) : Alone(times.front());
    TellTotal(total, several ? "T-4" : rules::OnSiteRule(times.front().standard), &narration,
              &answer);
  }
  narration.Finish(&answer);
  return answer;
}

}  // namespace assay::calculators
