#pragma once

#include "services/audits/domain/vocabulary.h"

// Who may take part on which side (IMP-5, DE-1), from the directory's facts. Pure.
namespace assay::audits {

// What the body itself does here is an act; what others record of it has happened: a fact.
Basis BasisOfBody(const Context& context);

// IMP-5 for one person who audits or decides for the body on `day`, from the directory's
// engagements that the command reads.
rules::Judgement JudgeForBody(const std::string& person, Date day, Basis basis,
                              const Context& context);
// Whether the person helped to set up the management system, as a consultant, on or before `day`.
bool IsAdviser(const std::string& person, Date day, const Context& context);

// Everyone who carried out an audit by the body, trainees and technical experts included, that took
// place after `since` (empty: all from stage 1 on). Observers and pre-audits do not feed a
// decision.
std::vector<std::string> TeamsFeeding(const std::string& since, const Context& context);

// Everyone who carried out one audit, in the same sense; also who left the team half-way.
std::vector<std::string> TeamOf(const v1::Audit& audit);

// DE-3: the reasons, and an answer to each clarification that was sought.
rules::Judgement JudgeRecord(const std::string& reasons,
                             const google::protobuf::RepeatedPtrField<v1::Clarification>& sought,
                             const Context& context);

// DE-1: who decides took no part in the audits, and is named where the body itself decides here;
// DE-2: is of the body by the directory, or under the arrangement that the decision states, and
// never one of the client's own people; IMP-5 as far as engagements are read. A decision that the
// client records without knowing the decider's name is a fact. Nobody decides for the body here in
// another's name (acting_person.h). About the field "deciderId".
Objection ObjectToDecider(const std::string& decider, Date day, const std::string& since,
                          const Context& context, const std::string& arrangement = "");

// "owner-left": whoever answers for a finding is still there.
Objection ObjectToOwner(const std::string& owner_id, const Context& context);

}  // namespace assay::audits
