#include "assay/aggregate/module.h"

#include <set>

namespace assay::aggregate {
namespace {

template <typename Map>
auto* Find(const Map& map, std::string_view name) {
  auto at = map.find(name);
  return at == map.end() ? nullptr : &at->second;
}

}  // namespace

const Module::Decider* Module::FindDecider(std::string_view command) const {
  return Find(deciders_, command);
}
const Module::Presenter* Module::FindPresenter(std::string_view record) const {
  return Find(presenters_, record);
}
const Module::QueryAnswerer* Module::FindQuery(std::string_view query) const {
  return Find(queries_, query);
}
const Module::Forwarder* Module::FindForwarder(std::string_view command) const {
  return Find(forwards_, command);
}

std::set<std::string> Module::ReactsTo() const {
  std::set<std::string> services;
  for (const Reaction& reaction : reactions_) {
    services.insert(reaction.source);
  }
  for (const EntryReaction& reaction : entry_reactions_) {
    services.insert(reaction.source);
  }
  return services;
}

std::vector<std::string> Module::Follows(const schema::Catalog& catalog) const {
  std::set<std::string> services = ReactsTo();
  services.insert(joined_.begin(), joined_.end());
  for (const auto& [name, command] : catalog.commands()) {
    for (const schema::ReadType& read : command.reads) {
      if (command.service == service_ && read.foreign) {
        services.insert(read.record->service);
      }
    }
  }
  services.erase(service_);
  return {services.begin(), services.end()};
}

}  // namespace assay::aggregate
