#include "personnel.h"

#include "assay/rules/audit_time.h"
#include "assay/rules/fraction.h"
#include "assay/rules/standard.h"

namespace assay::calculators {
namespace {

using rules::Fraction;

constexpr std::string_view kSecurity = "27001";

std::string NameOf(const v1::PersonnelGroup& group) {
  return group.name().empty() ? "A group" : group.name();
}

std::variant<Fraction, Rejection> PercentOf(const v1::PersonnelGroup& group,
                                            const std::string& prefix) {
  if (group.percent().empty()) {
    return Fraction(100);
  }
  Result<Fraction> percent = Fraction::Parse(group.percent());
  if (!percent.ok() || *percent <= 0 || *percent > 100) {
    return Invalid(prefix + "percent", "Part time is more than 0 and at most 100 percent.");
  }
  return *percent;
}

// The root of persons who do the same.
int64_t Root(const v1::PersonnelGroup& group, int64_t persons, bool security,
             Narration* narration) {
  int64_t root = rules::IdenticalActivityPersons(persons);
  std::string text =
      NameOf(group) + " of " + Counted(persons, "person") +
      " with identical activities counts as the root, rounded up: " + std::to_string(root) + ".";
  narration->Step(security ? "IS-1" : "T-10", std::move(text));
  if (!security) {
    rules::Judgement judgement;
    judgement.Add(narration->ruleset(), narration->basis(), "T-10",
                  "the root of a group counts only for simple, supervised work of low impact; "
                  "record why it does");
    narration->Judge(judgement);
  }
  return root;
}

}  // namespace

std::variant<int64_t, Rejection> EffectivePersonnel(const v1::StandardTime& time,
                                                    const std::string& prefix,
                                                    Narration* narration) {
  if (time.has_personnel() == !time.groups().empty()) {
    return time.has_personnel()
               ? Invalid(prefix + "groups", "Say the number of personnel or its groups, not both.")
               : Missing(prefix + "personnel", "Say the effective number of personnel.");
  }
  if (time.has_personnel()) {
    narration->Step("T-9",
                    "Effective number of personnel: " + std::to_string(time.personnel()) + ".");
    return time.personnel();
  }
  bool security = rules::StandardKey(time.standard()) == kSecurity;
  Fraction sum;
  for (int i = 0; i < time.groups_size(); ++i) {
    const v1::PersonnelGroup& group = time.groups(i);
    auto percent = PercentOf(group, prefix + "groups[" + std::to_string(i) + "].");
    if (auto* fault = std::get_if<Rejection>(&percent)) {
      return *fault;
    }
    Fraction persons = Fraction(group.persons()) * std::get<Fraction>(percent) / 100;
    sum =
        sum + (group.identical() ? Root(group, persons.RoundedUp(), security, narration) : persons);
  }
  int64_t effective = sum.RoundedUp();
  narration->Step("T-9", "Effective number of personnel, of " +
                             Counted(time.groups_size(), "group") +
                             ", part time pro rata: " + std::to_string(effective) + ".");
  return effective;
}

}  // namespace assay::calculators
