#include "services/gateway/derived/fixed_routes.h"

#include "assay/bus/v1/queries.pb.h"
#include "assay/directory/v1/queries.pb.h"
#include "assay/gateway/v1/accounts.pb.h"
#include "assay/gateway/v1/rules.pb.h"
#include "assay/gateway/v1/uploads.pb.h"

namespace assay::gateway {
namespace {

using schema::Descriptor;

template <typename Message>
const Descriptor* Type() {
  return Message::descriptor();
}

constexpr FixedRoute kRoutes[] = {
    {"POST", "/api/v1/sessions", "signIn", "Sign in for twelve hours", Access::kEverybody,
     Type<v1::SignIn>, Type<v1::SignedIn>},
    {"POST", "/api/v1/sessions:end", "endSessions", "Sign out, here or everywhere",
     Access::kSignedIn, Type<v1::EndSessions>, nullptr, Answer::kEmptyObject},
    {"GET", "/api/v1/first-run", "showFirstRun",
     "Whether the administrator of the first start is still to be set", Access::kEverybody, nullptr,
     Type<v1::FirstRun>},
    {"POST", "/api/v1/first-run", "setAdministrator",
     "Give the administrator of the first start a login and a password, once, with what the first "
     "start printed; signs a browser in",
     Access::kEverybody, Type<v1::SetAdministrator>, Type<v1::SignedIn>},
    {"GET", "/api/v1/me", "showMe", "The account that the token belongs to", Access::kSignedIn,
     nullptr, Type<v1::Account>},
    {"PUT", "/api/v1/users/{id}", "putUser", "Make or change an account", Access::kAdministrator,
     Type<v1::PutUser>, Type<v1::Account>},
    {"POST", "/api/v1/users/{id}:change-password", "changePassword",
     "Change a password and end the user's sessions", Access::kUserOrAdministrator,
     Type<v1::ChangePassword>, nullptr, Answer::kEmptyObject},
    {"POST", "/api/v1/users/{id}:create-token", "createToken", "Make a token for a program",
     Access::kUserOrAdministrator, Type<v1::CreateToken>, Type<v1::TokenCreated>},
    {"GET", "/api/v1/services", "listServices", "Health of all services", Access::kAdministrator,
     nullptr, Type<bus::v1::Health>, Answer::kMessages},
    {"POST", "/api/v1/services/{service}:rebuild", "rebuildViews",
     "Build the read models of a service again, beside those in use", Access::kAdministrator,
     nullptr, Type<bus::v1::RebuildStarted>},
    {"POST", "/api/v1/services/{service}:back-up", "backUp",
     "Begin to copy a service's log, or the gateway's accounts, into a folder of its machine that "
     "is marked as a backup",
     Access::kAdministrator, Type<bus::v1::BackUp>, Type<bus::v1::ChoreBegun>},
    {"POST", "/api/v1/services/{service}:hold-reactions", "holdReactions",
     "Let a service react to no other log for some seconds, while all logs are copied",
     Access::kAdministrator, Type<bus::v1::HoldReactions>, Type<bus::v1::ReactionsHeld>},
    {"POST", "/api/v1/services/{service}:scrub", "scrub",
     "Begin to read a service's whole log and check it", Access::kAdministrator, nullptr,
     Type<bus::v1::ChoreBegun>},
    {"POST", "/api/v1/uploads:scrub", "scrubUploads",
     "Read a part of the uploaded files again and say which are damaged, or named and missing",
     Access::kAdministrator, Type<v1::ScrubUploads>, Type<v1::UploadsScrubbed>},
    {"GET", "/api/v1/services/{service}/digests", "showDigests",
     "SHA-256 over the rows of each read model of a service", Access::kAdministrator, nullptr,
     Type<bus::v1::ViewDigests>},
    {"GET", "/api/v1/clock", "showClock", "What time it is for the logs", Access::kSignedIn,
     nullptr, Type<v1::ClockShown>},
    {"POST", "/api/v1/clock:advance", "advanceClock",
     "Move the simulated clock of all services forward", Access::kAdministrator,
     Type<v1::MoveClock>, nullptr, Answer::kEmptyObject},
    {"GET", "/healthz", "showAlive", "The gateway is alive", Access::kEverybody, nullptr, nullptr,
     Answer::kText},
    {"GET", "/readyz", "showReady", "All services are ready", Access::kEverybody, nullptr, nullptr,
     Answer::kText},
    {"GET", "/metrics/{service}", "showMetrics", "Metrics of a service for Prometheus",
     Access::kAdministrator, nullptr, nullptr, Answer::kText},
    {"GET", "/log/policy", "showPolicy", "The logs, and the keys that sign them (tlog-policy)",
     Access::kEverybody, nullptr, nullptr, Answer::kText},
    {"GET", "/log/{service}/checkpoint", "showCheckpoint",
     "The last checkpoint of a service's log (tlog-checkpoint)", Access::kEverybody, nullptr,
     nullptr, Answer::kText},
    {"GET", "/log/{service}/tile/{tile*}", "showTile",
     "A tile of a log's tree, or an entry bundle of leaf records (tlog-tiles)", Access::kEverybody,
     nullptr, nullptr, Answer::kBytes},
    {"GET", "/api/v1/organisations/{organisation}/members", "listMembers",
     "Who has a role in the organisation", Access::kSignedIn, nullptr, Type<v1::Member>,
     Answer::kMessages},
    {"GET", "/api/v1/organisations/{organisation}/changes", "followChanges",
     "What changes, as server-sent events: kind, id and position of records, never their content. "
     "Resumes after Last-Event-ID, or after=audits=12,actions=3; where that is too long ago, or a "
     "log "
     "is not the one that was seen, the event reset says to read everything again",
     Access::kSignedIn, nullptr, nullptr, Answer::kEvents},
    {"GET", "/api/v1/organisations/{organisation}/receipts/{service}/{position}", "showReceipt",
     "The receipt of an accepted command (tlog-proof)", Access::kSignedIn, nullptr, nullptr,
     Answer::kText},
    {"GET", "/api/v1/organisations/{organisation}/entries/{service}/{position}", "showEntry",
     "The stored bytes of an entry, which its receipt proves", Access::kSignedIn, nullptr, nullptr,
     Answer::kBytes},
    {"PUT", "/api/v1/organisations/{organisation}/uploads/{hash}", "putUpload",
     "Upload an evidence file under its SHA-256; commands can then name it", Access::kSignedIn,
     nullptr, nullptr, Answer::kJson},
    {"GET", "/api/v1/organisations/{organisation}/uploads/{hash}", "getUpload",
     "An uploaded evidence file", Access::kSignedIn, nullptr, nullptr, Answer::kBytes},
    {"POST", "/witness/add-checkpoint", "addCheckpoint",
     "Cosign a checkpoint of a log that this witness knows (tlog-witness)", Access::kEverybody,
     nullptr, nullptr, Answer::kText},
    {"GET", "/witness/key", "showWitnessKey", "The verifier key of this witness's cosignatures",
     Access::kEverybody, nullptr, nullptr, Answer::kText},
    {"GET", "/witness/{origin}/checkpoint", "showWitnessed",
     "The last checkpoint cosigned for the log whose origin has this SHA-256", Access::kEverybody,
     nullptr, nullptr, Answer::kText},
    {"GET", "/api/v1/standards", "listStandards",
     "The standards that are built in, by edition, with successors and amendments",
     Access::kSignedIn, nullptr, Type<directory::v1::BuiltInStandards>},
    {"GET", "/api/v1/standards/{key}/{edition}", "showStandard",
     "One edition: its clauses, what is asked about them, and the clauses of other standards that "
     "one answer serves",
     Access::kSignedIn, nullptr, Type<directory::v1::BuiltInStandard>},
    {"GET", "/api/v1/rules", "listRules",
     "The rules of the field with what is changed for ?organisation= in a matter of the "
     "certification body ?body=; without both the built-in ones",
     Access::kSignedIn, nullptr, Type<v1::EffectiveRules>},
    {"GET", "/openapi.json", "showOpenApi", "This description for programs", Access::kEverybody,
     nullptr, nullptr, Answer::kJson},
    {"GET", "/api", "showApi", "This description for people", Access::kEverybody, nullptr, nullptr,
     Answer::kHtml},
};

}  // namespace

std::string DocumentedPath(const FixedRoute& route) {
  std::string path(route.path);
  std::erase(path, '*');
  return path;
}

std::span<const FixedRoute> FixedRoutes() {
  return kRoutes;
}

}  // namespace assay::gateway
