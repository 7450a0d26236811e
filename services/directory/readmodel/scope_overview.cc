#include "services/directory/readmodel/scope_overview.h"

#include "assay/aggregate/outcome.h"

namespace assay::directory {
namespace {

using aggregate::QueryContext;

void AddPeople(const v1::Scope& scope, const QueryContext& context, v1::ScopeOverview* overview) {
  for (const std::string& id : scope.person_ids()) {
    auto person = context.Find<v1::Person>(id);
    if (person != nullptr) {
      bool gone = person->state() == v1::Person::GONE;
      *(gone ? overview->add_outdated() : overview->add_people()) = id;
    }
  }
}

void AddProcesses(const v1::Scope& scope, const QueryContext& context,
                  v1::ScopeOverview* overview) {
  for (const std::string& id : scope.process_ids()) {
    auto process = context.Find<v1::Process>(id);
    if (process == nullptr) {
      continue;
    }
    if (process->state() == v1::Process::RETIRED) {
      overview->add_outdated(process->name());
      continue;
    }
    overview->add_processes(process->name());
    auto owner = context.Find<v1::Person>(process->owner_id());
    if (owner == nullptr || owner->state() == v1::Person::GONE) {
      overview->add_without_owner(process->name());
    }
  }
}

void AddProducts(const v1::Scope& scope, const QueryContext& context, v1::ScopeOverview* overview) {
  for (const std::string& id : scope.offering_ids()) {
    auto offering = context.Find<v1::ServiceOffering>(id);
    if (offering != nullptr) {
      bool withdrawn = offering->state() == v1::ServiceOffering::WITHDRAWN;
      *(withdrawn ? overview->add_outdated() : overview->add_products()) = offering->name();
    }
  }
}

void AddPartners(const v1::Scope& scope, const QueryContext& context, v1::ScopeOverview* overview) {
  for (const std::string& id : scope.partner_ids()) {
    auto partner = context.Find<v1::Partner>(id);
    if (partner != nullptr) {
      bool left = partner->state() == v1::Partner::LEFT;
      *(left ? overview->add_outdated() : overview->add_partners()) = partner->name();
    }
  }
}

void FlagEmpty(v1::ScopeOverview* overview) {
  if (overview->people().empty()) {
    overview->add_empty("people");
  }
  if (overview->processes().empty()) {
    overview->add_empty("processes");
  }
  if (overview->products().empty()) {
    overview->add_empty("products");
  }
  if (overview->partners().empty()) {
    overview->add_empty("partners");
  }
}

}  // namespace

aggregate::Answer<v1::ScopeOverview> DescribeScope(const v1::DescribeScope& query,
                                                   const QueryContext& context) {
  auto scope = context.Find<v1::Scope>(query.id());
  if (scope == nullptr) {
    return aggregate::Refuse("not-found", "There is no scope with this id.", "id");
  }
  v1::ScopeOverview overview;
  overview.set_statement(scope->statement());
  AddPeople(*scope, context, &overview);
  AddProcesses(*scope, context, &overview);
  AddProducts(*scope, context, &overview);
  AddPartners(*scope, context, &overview);
  FlagEmpty(&overview);
  return overview;
}

}  // namespace assay::directory
