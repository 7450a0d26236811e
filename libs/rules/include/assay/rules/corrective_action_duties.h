#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/rules/judgement.h"

// Segregation of duties in the corrective action process. Who may not do what is data: the list
// `excludes` of a rule names the duties whose holders are shut out from it.
namespace assay::rules {

// Who has had which part in an action; ids of persons, empty where nobody had it.
struct ActionDuties {
  std::string owner = {};
  std::vector<std::string> implementers = {};
  std::vector<std::string> approvers = {};
  std::string analyst = {};   // of the cause
  std::string disputer = {};  // of what was raised
  std::string asker = {};     // for more time
};

// The rules of this kind, each with what its holder would do.
enum class Duty : uint8_t {
  kVerifyEffectiveness,  // CA-3, closing as well
  kApprovePlan,          // CA-8
  kDecideDispute,        // CA-11
  kDecideExtension,      // CA-12
  kVerifyCause,          // CA-17
  kWaive,                // CA-20
};
std::string_view RuleOf(Duty duty);

// Whether `person` may do it: a breach of RuleOf(duty) for the first excluded part that the person
// had. Nobody (an empty id) breaks nothing.
Judgement JudgeDuty(const Ruleset& ruleset, Basis basis, Duty duty, const std::string& person,
                    const ActionDuties& duties);

struct ThirdPerson {
  std::string verifier = {};
  int64_t personnel = 0;    // of the organisation; 0: not known, so not small
  std::string reason = {};  // why there is nobody else; recorded
};
// CA-9: the verifier approved the plan. With a reason, in an organisation of at most persons_max
// people, two persons suffice: it warns. Neither reason nor size helps an owner or implementer
// (CA-3).
Judgement JudgeThirdPerson(const Ruleset& ruleset, Basis basis, const ThirdPerson& third,
                           const ActionDuties& duties);

}  // namespace assay::rules
