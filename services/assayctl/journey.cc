#include "services/assayctl/journey.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <iostream>

#include "services/assayctl/derived_commands.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;

std::string Text(const json::value& value, const char* member) {
  const auto* object = value.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(member);
  if (found == nullptr) {
    return "";
  }
  return found->is_string() ? std::string(found->as_string()) : json::serialize(*found);
}

const json::array& List(const json::value& value, const char* member) {
  static const json::array none;
  const auto* object = value.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(member);
  return found != nullptr && found->is_array() ? found->as_array() : none;
}

void PrintSteps(const json::value& overview, std::ostream& out) {
  out << Text(overview, "name") << ": " << Text(overview, "state") << "\n\n";
  for (const json::value& step : List(overview, "steps")) {
    std::string done = Text(step, "doneOn");
    out << fmt::format("  {}  {:<10}  {:<4} {}", done.empty() ? "[ ]" : "[x]", done,
                       Text(step, "code"), Text(step, "title"));
    std::string detail = Text(step, "detail");
    out << (detail.empty() ? "" : ": " + detail) << "\n";
  }
  out << "\n  open findings: " << Text(overview, "openFindings")
      << ", majors: " << Text(overview, "openMajors") << "\n";
  for (const json::value& certificate : List(overview, "certificates")) {
    out << fmt::format("  certificate {} to {}: {}, until {}\n", Text(certificate, "number"),
                       Text(certificate, "standard"), Text(certificate, "state"),
                       Text(certificate, "expiresOn"));
  }
  out << "  next: " << Text(overview, "nextStep") << "\n";
}

}  // namespace

int ShowJourney(const Session& session, std::string journey, const std::string& as_of,
                std::ostream& out) {
  std::string path = OrganisationPath(session);
  if (path.empty()) {
    return 2;
  }
  ApiClient client(session.url, session.token);
  std::string moment = as_of.empty() ? "" : "?asOf=" + as_of;
  if (journey.empty()) {
    auto list = client.Get(path + "journeys" + moment);
    if (!list.ok() || !list->ok()) {
      return Show(list);
    }
    const json::array& items = List(list->json, "items");
    if (items.size() != 1) {
      std::cerr << "assayctl: the organisation has " << items.size()
                << " journeys: say which with --id\n";
      return 2;
    }
    journey = Text(items.front(), "id");
  }
  auto overview = client.Get(path + "journeys/" + journey + "/overview" + moment);
  if (!overview.ok() || !overview->ok()) {
    return Show(overview);
  }
  PrintSteps(overview->json, out);
  return 0;
}

}  // namespace assay::ctl
