#pragma once

#include <memory>
#include <string>

#include "assay/bus/v1/queries.pb.h"
#include "assay/calculators/registry.h"
#include "assay/http/server.h"
#include "assay/rules/rulebook.h"
#include "assay/runtime/pool.h"
#include "assay/schema/catalog.h"
#include "services/gateway/accounts.h"
#include "services/gateway/console_files.h"
#include "services/gateway/router.h"
#include "services/gateway/service_clients.h"
#include "services/gateway/uploads.h"
#include "services/gateway/witness.h"

namespace assay::gateway {

using schema::Message;

// The HTTP API: authenticates, checks the permission that proto/ declares, validates, asks the
// service over the bus and renders its answer. Every failure is a problem document. Called on the
// HTTP server's thread; answers from any.
class Api {
 public:
  struct Options {
    const schema::Catalog* catalog = nullptr;
    Accounts* accounts = nullptr;
    ServiceClients* clients = nullptr;
    runtime::Pool* pool = nullptr;
    Witness* witness = nullptr;
    const Uploads* uploads = nullptr;
    const ConsoleFiles* console = nullptr;
    const rules::Rulebook* rules = nullptr;
    std::string public_url;    // "https://assay.example", as outsiders reach the gateway
    std::string installation;  // "assay.local/HQ"
  };
  explicit Api(Options options);

  void Handle(http::Request request, http::Respond respond);
  // Where the body of an upload goes; null for every other request, and for strangers.
  std::shared_ptr<http::BodySink> SinkFor(const http::Request& request) const;

 private:
  // One request on its way, with who asks.
  struct Call;
  using CallPtr = std::shared_ptr<Call>;

  void HandleCommand(const CommandRoute& route, const CallPtr& call);
  void HandleList(const ListRoute& route, const CallPtr& call);
  void HandleRecord(const RecordRoute& route, const CallPtr& call);
  void HandleHistory(const RecordRoute& route, const std::string& service, const CallPtr& call);
  void HandleQuery(const QueryRoute& route, const CallPtr& call);
  void HandleCalculator(const CalculatorRoute& route, const CallPtr& call);
  void HandleOwn(const OwnRoute& route, const CallPtr& call);
  // The gateway's own routes, by the operation ids of FixedRoutes().
  bool MayCall(const OwnRoute& route, const CallPtr& call) const;
  void SignIn(const std::string& argument, const CallPtr& call);
  void ShowFirstRun(const std::string& argument, const CallPtr& call);
  void AnswerSignedIn(Result<v1::SignedIn> signed_in, bool as_cookie, const CallPtr& call);
  void SetAdministrator(const std::string& argument, const CallPtr& call);
  void FollowChanges(const std::string& organisation, const CallPtr& call);
  void EndSessions(const std::string& argument, const CallPtr& call);
  void ShowMe(const std::string& argument, const CallPtr& call);
  void ListMembers(const std::string& organisation, const CallPtr& call);
  void PutUser(const std::string& id, const CallPtr& call);
  void ChangePassword(const std::string& id, const CallPtr& call);
  void CreateToken(const std::string& id, const CallPtr& call);
  void ListServices(const std::string& argument, const CallPtr& call);
  void RebuildViews(const std::string& service, const CallPtr& call);
  void BackUp(const std::string& service, const CallPtr& call);
  void BackUpAccounts(const bus::v1::BackUp& asked, const CallPtr& call);
  void HoldReactions(const std::string& service, const CallPtr& call);
  void Scrub(const std::string& service, const CallPtr& call);
  void ScrubUploads(const std::string& unused, const CallPtr& call);
  void LookForNamedFiles(const std::string& place, const CallPtr& call);
  std::string LogAfter(const std::string& service) const;
  void RunOnPool(const CallPtr& call, std::function<void()> work);
  void ShowDigests(const std::string& service, const CallPtr& call);
  void ShowMetrics(const std::string& service, const CallPtr& call);
  void ShowClock(const std::string& argument, const CallPtr& call);
  void AdvanceClock(const std::string& argument, const CallPtr& call);
  void ShowAlive(const std::string& argument, const CallPtr& call);
  void ListStandards(const std::string& unused, const CallPtr& call);
  void ShowStandard(const std::string& key_and_edition, const CallPtr& call);
  void ListRules(const std::string& unused, const CallPtr& call);
  // What holds for the organisation and body that the query names; null: refused already.
  const rules::Ruleset* RulesAskedFor(const CallPtr& call) const;
  void ShowOpenApi(const std::string& argument, const CallPtr& call);
  void ShowApi(const std::string& argument, const CallPtr& call);
  void ShowPolicy(const std::string& argument, const CallPtr& call);
  void ShowCheckpoint(const std::string& service, const CallPtr& call);
  void ShowTile(const std::string& service_and_path, const CallPtr& call);
  void ShowReceipt(const std::string& organisation_service_position, const CallPtr& call);
  void ShowEntry(const std::string& organisation_service_position, const CallPtr& call);
  void AddCheckpoint(const std::string& argument, const CallPtr& call);
  void PutUpload(const std::string& organisation_and_hash, const CallPtr& call);
  void GetUpload(const std::string& organisation_and_hash, const CallPtr& call);
  // Refuses a command that names an evidence file which was not uploaded.
  std::optional<Rejection> CheckFiles(const std::string& organisation,
                                      const Message& command) const;
  void ShowWitnessKey(const std::string& unused, const CallPtr& call);
  void ShowWitnessed(const std::string& origin_hash, const CallPtr& call);
  void AskForProof(const std::string& organisation_service_position, const CallPtr& call,
                   std::function<void(const bus::v1::ProvedEntry&)> then);
  bool IsService(const std::string& name, const CallPtr& call) const;
  void AskAndRender(const std::string& service, const Message& query, const Message& answer,
                    const CallPtr& call);

  // Fills in who asks, in which organisation, at which moment; false: refused already.
  bool Prepare(const std::string& organisation, const CallPtr& call);
  // The service that holds records of this kind; false: refused already.
  bool ServiceOf(const schema::RecordType& record, const CallPtr& call, std::string* service);
  // Asks a service and hands over a good answer; a bad one is rendered as a problem.
  void Ask(const std::string& service, const Message& query, const CallPtr& call,
           std::function<void(bus::Answer)> then);

  // Constant after construction.
  Options options_;
  calculators::Registry calculators_;
  std::string open_api_;
  std::string api_page_;
};

}  // namespace assay::gateway
