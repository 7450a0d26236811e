#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "assay/aggregate/facts.h"
#include "assay/aggregate/module.h"
#include "assay/projection/view_host.h"
#include "assay/rules/rulebook.h"
#include "assay/runtime/config.h"
#include "local_day.h"

namespace assay::runtime {

// The read models of one service: of its own log, and of each log it follows. Any thread.
class ServiceViews final : public aggregate::FactSource {
 public:
  static Result<std::unique_ptr<ServiceViews>> Open(const Config& config,
                                                    const aggregate::Module& module,
                                                    const schema::Catalog* catalog);

  const std::string& own() const { return own_; }
  // Null when the log is not followed.
  projection::ViewHost* host(const std::string& log) const;
  const std::map<std::string, std::unique_ptr<projection::ViewHost>>& hosts() const {
    return hosts_;
  }
  // The view that holds records of this kind: the own one for what every log keeps about itself.
  std::shared_ptr<projection::RecordView> ViewOf(const schema::RecordType& type) const;

  // FactSource.
  Result<std::unique_ptr<google::protobuf::Message>> Find(
      const std::string& service, const google::protobuf::Descriptor* record,
      const std::string& organisation, const std::string& id) override;
  Result<std::vector<std::unique_ptr<google::protobuf::Message>>> All(
      const std::string& service, const google::protobuf::Descriptor* record,
      const std::string& organisation) override;
  log::v1::Fact Known(const std::string& service) override;
  std::string ZoneOf(const std::string& organisation) override;

 private:
  ServiceViews(std::string own, const schema::Catalog* catalog)
      : own_(std::move(own)), catalog_(catalog) {}

  static constexpr size_t kZonesMax = 10'000;
  struct KnownZone {
    uint64_t known;  // the directory's log was known up to here
    std::string zone;
  };

  // Constant after Open.
  std::string own_;
  const schema::Catalog* catalog_;
  std::map<std::string, std::unique_ptr<projection::ViewHost>> hosts_;
  std::mutex mu_;
  std::map<std::string, KnownZone> zones_;  // guarded by mu_
};

// What holds for a record: by its organisation, and by the certification body that it names.
const rules::Ruleset& RulesOf(const rules::Rulebook& rules, const std::string& organisation,
                              const google::protobuf::Message& record);

// One query's look at the read models: of one organisation, at one moment.
class ViewQueryContext final : public aggregate::QueryContext {
 public:
  ViewQueryContext(const ServiceViews* views, const aggregate::Module* module,
                   const schema::Catalog* catalog, const rules::Rulebook* rules,
                   std::string organisation, projection::AsOf as_of, LocalDay day)
      : views_(views),
        module_(module),
        catalog_(catalog),
        rules_(rules),
        organisation_(std::move(organisation)),
        as_of_(as_of),
        day_(std::move(day)) {}

  std::unique_ptr<aggregate::Message> FindRecord(const google::protobuf::Descriptor* type,
                                                 const std::string& id) const override;
  std::vector<std::unique_ptr<aggregate::Message>> AllRecords(
      const google::protobuf::Descriptor* type) const override;
  calendar::Date on() const override { return day_.general(); }
  const rules::Ruleset& RulesFor(const std::string& body) const override {
    return rules_->For(organisation_, body);
  }
  std::vector<assay::Token> as_known() const override;

 private:
  projection::AsOf AsOfIn(const schema::RecordType& type) const;

  const ServiceViews* views_;
  const aggregate::Module* module_;
  const schema::Catalog* catalog_;
  const rules::Rulebook* rules_;
  std::string organisation_;
  projection::AsOf as_of_;
  mutable LocalDay day_;  // remembers the places that were asked for
};

}  // namespace assay::runtime
