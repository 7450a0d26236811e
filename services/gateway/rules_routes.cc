// The rules of the field, as they hold for an organisation and a certification body: read from no
// service, since every process is given the same.
#include "assay/aggregate/processor.h"
#include "assay/gateway/v1/rules.pb.h"
#include "services/gateway/api_call.h"

namespace assay::gateway {
namespace {

v1::EffectiveRule ToProto(const rules::Rule& rule) {
  v1::EffectiveRule shown;
  shown.set_id(rule.id);
  shown.set_title(rule.title);
  shown.set_clause(rule.clause);
  shown.set_severity(std::string(ToString(rule.severity)));
  for (rules::Basis basis : {rules::Basis::kPlan, rules::Basis::kAct, rules::Basis::kFact}) {
    if (rule.AppliesTo(basis)) {
      shown.add_applies(std::string(ToString(basis)));
    }
  }
  shown.set_source(std::string(ToString(rule.source)));
  for (const auto& [name, value] : rules::ParameterTexts(rule)) {
    v1::RuleParameter* parameter = shown.add_parameters();
    parameter->set_name(name);
    parameter->set_value(value);
  }
  *shown.mutable_changed_by() = {rule.changed_by.begin(), rule.changed_by.end()};
  return shown;
}

}  // namespace

const rules::Ruleset* Api::RulesAskedFor(const CallPtr& call) const {
  std::string organisation = call->Parameter("organisation");
  for (const char* name : {"organisation", "body"}) {
    std::string id = call->Parameter(name);
    if (!id.empty() && !IsId(id)) {
      call->Refuse(aggregate::Refuse("invalid-field", "This is not an id.", name));
      return nullptr;
    }
  }
  if (!organisation.empty() && call->identity->ActorIn(organisation).roles().empty()) {
    call->Refuse(aggregate::Refuse("forbidden", "You have no role in this organisation."));
    return nullptr;
  }
  return &options_.rules->For(organisation, call->Parameter("body"));
}

void Api::ListRules(const std::string& /*unused*/, const CallPtr& call) {
  const rules::Ruleset* ruleset = RulesAskedFor(call);
  if (ruleset == nullptr) {
    return;
  }
  v1::EffectiveRules all;
  all.set_ruleset(ruleset->name());
  for (const rules::Rule& rule : ruleset->rules()) {
    *all.add_rules() = ToProto(rule);
  }
  for (const rules::AuditTimeTable& table : ruleset->audit_times()) {
    v1::EffectiveTable* shown = all.add_audit_times();
    shown->set_standard(table.standard);
    shown->set_category(table.category);
    shown->set_basis(table.basis);
    shown->set_brought_by(table.brought_by);
  }
  call->respond(ToResponse(all));
}

}  // namespace assay::gateway
