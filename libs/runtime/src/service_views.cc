#include "service_views.h"

#include <algorithm>

#include "assay/base/limits.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/schema/fold.h"

namespace assay::runtime {

Result<std::unique_ptr<ServiceViews>> ServiceViews::Open(const Config& config,
                                                         const aggregate::Module& module,
                                                         const schema::Catalog* catalog) {
  std::unique_ptr<ServiceViews> views(new ServiceViews(module.service(), catalog));
  std::vector<std::string> logs = module.Follows(*catalog);
  if (module.service() != "directory" &&
      std::find(logs.begin(), logs.end(), "directory") == logs.end()) {
    logs.push_back("directory");  // for the organisations' time zones
  }
  logs.push_back(module.service());
  for (const std::string& log : logs) {
    std::string folder = config.Folder(module.service()) + "/views/" + log;
    ASSAY_ASSIGN_OR_RETURN(views->hosts_[log],
                           projection::ViewHost::Open(folder, catalog, log == module.service()));
  }
  return views;
}

projection::ViewHost* ServiceViews::host(const std::string& log) const {
  auto at = hosts_.find(log);
  return at == hosts_.end() ? nullptr : at->second.get();
}

std::shared_ptr<projection::RecordView> ServiceViews::ViewOf(const schema::RecordType& type) const {
  projection::ViewHost* found = host(type.service == "log" ? own_ : type.service);
  return found == nullptr ? nullptr : found->current();
}

Result<std::unique_ptr<google::protobuf::Message>> ServiceViews::Find(
    const std::string& /*service*/, const google::protobuf::Descriptor* record,
    const std::string& organisation, const std::string& id) {
  const schema::RecordType* type = catalog_->FindRecord(record->full_name());
  auto view = ViewOf(*type);
  return view == nullptr ? std::unique_ptr<google::protobuf::Message>()
                         : view->Find(*type, organisation, id);
}

Result<std::vector<std::unique_ptr<google::protobuf::Message>>> ServiceViews::All(
    const std::string& /*service*/, const google::protobuf::Descriptor* record,
    const std::string& organisation) {
  const schema::RecordType* type = catalog_->FindRecord(record->full_name());
  std::vector<std::unique_ptr<google::protobuf::Message>> records;
  auto view = ViewOf(*type);
  if (view == nullptr) {
    return records;
  }
  ASSAY_RETURN_IF_ERROR(view->Scan(*type, organisation, {}, [&](auto found) {
    records.push_back(std::move(found));
    return records.size() <= limits::kReadSetMax;
  }));
  if (records.size() > limits::kReadSetMax) {
    return InvalidArgument("more than " + std::to_string(limits::kReadSetMax) + " records to read");
  }
  return records;
}

log::v1::Fact ServiceViews::Known(const std::string& service) {
  log::v1::Fact fact;
  if (projection::ViewHost* found = host(service); found != nullptr) {
    auto view = found->current();
    fact.set_log_id(view->genesis().log_id());
    fact.set_epoch(view->genesis().epoch());
    fact.set_position(view->next() == 0 ? 0 : view->next() - 1);
  }
  return fact;
}

std::string ServiceViews::ZoneOf(const std::string& organisation) {
  uint64_t known = host("directory")->current()->next();
  {
    std::lock_guard lock(mu_);
    auto at = zones_.find(organisation);
    if (at != zones_.end() && at->second.known == known) {
      return at->second.zone;
    }
  }
  auto found =
      Find("directory", directory::v1::Organisation::descriptor(), organisation, organisation);
  bool there = found.ok() && *found != nullptr;
  std::string zone =
      there ? static_cast<const directory::v1::Organisation&>(**found).zone() : "UTC";
  std::lock_guard lock(mu_);
  if (zones_.size() >= kZonesMax) {
    zones_.clear();
  }
  zones_[organisation] = {known, zone};
  return zone;
}

const rules::Ruleset& RulesOf(const rules::Rulebook& rules, const std::string& organisation,
                              const google::protobuf::Message& record) {
  return rules.For(organisation, schema::FieldText(record, "body_id"));
}

projection::AsOf ViewQueryContext::AsOfIn(const schema::RecordType& type) const {
  // A position names a moment of the own log only; other logs are then read at their present state.
  bool own = type.service == views_->own();
  return own ? as_of_ : projection::AsOf{std::nullopt, as_of_.instant_us};
}

std::unique_ptr<aggregate::Message> ViewQueryContext::FindRecord(
    const google::protobuf::Descriptor* type, const std::string& id) const {
  const schema::RecordType* record = catalog_->FindRecord(type->full_name());
  auto view = views_->ViewOf(*record);
  if (view == nullptr) {
    return nullptr;
  }
  auto found = view->Find(*record, organisation_, id, AsOfIn(*record));
  if (!found.ok() || *found == nullptr) {
    return nullptr;
  }
  if (const auto* present = module_->FindPresenter(type->full_name())) {
    (*present)(found->get(), day_.Of(*record, **found), RulesOf(*rules_, organisation_, **found));
  }
  return std::move(found).value();
}

std::vector<std::unique_ptr<aggregate::Message>> ViewQueryContext::AllRecords(
    const google::protobuf::Descriptor* type) const {
  const schema::RecordType* record = catalog_->FindRecord(type->full_name());
  const auto* present = module_->FindPresenter(type->full_name());
  std::vector<std::unique_ptr<aggregate::Message>> records;
  if (auto view = views_->ViewOf(*record); view != nullptr) {
    Status status = view->Scan(*record, organisation_, AsOfIn(*record), [&](auto found) {
      if (present != nullptr) {
        (*present)(found.get(), day_.Of(*record, *found), RulesOf(*rules_, organisation_, *found));
      }
      records.push_back(std::move(found));
      return true;
    });
    if (!status.ok()) {
      records.clear();
    }
  }
  return records;
}

std::vector<assay::Token> ViewQueryContext::as_known() const {
  std::vector<assay::Token> tokens;
  for (const auto& [log, host] : views_->hosts()) {
    assay::Token token;
    token.set_log(log);
    uint64_t next = host->current()->next();
    token.set_position(next == 0 ? 0 : next - 1);
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace assay::runtime
