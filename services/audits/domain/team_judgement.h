#pragma once

#include "services/audits/domain/vocabulary.h"

// Whether a person may be on an audit's team in a role, judged for the days it is planned for
// (IA-1 to IA-3, AU-7, AU-20, IMP-5). Pure.
namespace assay::audits {

// What speaks against a member, and what the rules remark.
struct MemberJudgement {
  Objection objection = {};  // not a rule of the field
  rules::Judgement judgement = {};
};

// On internal audits nobody audits a process or site that he or she owns, manages or practises, and
// auditors and leads are qualified. On the body's audits cooling-off and objections count. At short
// notice nobody is on the team by exception.
MemberJudgement JudgeMember(const v1::Audit& audit, const v1::TeamMember& member,
                            const Context& context);

// The whole team anew, where the audit gets other days: what blocks one blocks all; of the body's
// team, cooling-off (IMP-5).
MemberJudgement JudgeTeam(const v1::Audit& audit, const Context& context);

// The refusal that follows, about `field` of the command.
Objection ObjectionOf(const MemberJudgement& judgement, const std::string& field);

}  // namespace assay::audits
