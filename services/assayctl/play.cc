#include "services/assayctl/play.h"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <ostream>
#include <thread>

#include "assay/base/hash.h"
#include "assay/schema/catalog.h"

namespace assay::ctl {
namespace {

namespace json = boost::json;

constexpr int kSettleTries = 5'000;
constexpr size_t kDateSize = 10;  // 2026-11-21
constexpr int64_t kDriftDaysMax = 4;
constexpr char kNoon[] = "T09:00:00Z";

// The play under way.
class Stage {
 public:
  Stage(const Scenario& scenario, const PlayOptions& options, std::string url,
        ApiClient* administrator, std::ostream& out)
      : scenario_(scenario),
        options_(options),
        url_(std::move(url)),
        administrator_(administrator),
        out_(out),
        shift_(ShiftDays(scenario, options.today)),
        organisation_("/api/v1/organisations/" + IdOf(scenario, scenario.organisation) + "/") {}

  Status Run() {
    ASSAY_RETURN_IF_ERROR(MakePlayers());
    for (const Step& step : scenario_.steps) {
      Status status = Perform(step);
      if (!status.ok()) {
        return status.In("line " + std::to_string(step.line) +
                         (step.note.empty() ? "" : " (" + step.note + ")"));
      }
    }
    out_ << scenario_.steps.size() << " steps played: " << accepted_ << " accepted, " << refused_
         << " refused as expected, " << looked_ << " checked"
         << (passed_over_ == 0 ? ".\n" : ", " + std::to_string(passed_over_) + " passed over.\n");
    return OkStatus();
  }

 private:
  Status MakePlayers() {
    for (const auto& [label, player] : scenario_.players) {
      std::string id = IdOf(scenario_, "user " + label);
      json::object membership{{"organisation", IdOf(scenario_, scenario_.organisation)}};
      json::array roles;
      for (const std::string& role : player.roles) {
        roles.push_back(json::value(role));
      }
      membership["roles"] = roles;
      if (!player.person.empty()) {
        membership["person"] = IdOf(scenario_, player.person);
      }
      json::object user{{"login", label + "@" + scenario_.organisation},
                        {"password", ToText(RandomBytes(16))},
                        {"memberships", json::array{membership}}};
      ASSAY_RETURN_IF_ERROR(
          Expect(administrator_->Put("/api/v1/users/" + id, json::serialize(user))));
      auto token =
          administrator_->Post("/api/v1/users/" + id + ":create-token", R"({"name":"play"})");
      ASSAY_RETURN_IF_ERROR(Expect(token));
      clients_[label] = std::make_unique<ApiClient>(url_, token->Text("token"));
    }
    return OkStatus();
  }

  static std::string ToText(const std::string& bytes) {
    std::string text;
    for (char c : bytes) {
      text.push_back(static_cast<char>('a' + static_cast<unsigned char>(c) % 26));
    }
    return text;
  }

  static Status Expect(const Result<ApiAnswer>& answer) {
    ASSAY_RETURN_IF_ERROR(answer.status());
    return answer->ok()
               ? OkStatus()
               : Internal("answered " + std::to_string(answer->status) + ": " + answer->body);
  }

  Status Perform(const Step& step) {
    if (!step.on.empty()) {
      ASSAY_RETURN_IF_ERROR(MoveTo(step.on));
    }
    if (!step.who.empty()) {
      who_ = step.who;
    }
    if (clients_.find(who_) == clients_.end()) {
      return InvalidArgument("nobody is said to do this");
    }
    bool over = again_ && (step.does.empty() || !step.refused.empty());
    if (over || (step.unshifted && shift_ != 0)) {
      ++passed_over_;
      return OkStatus();
    }
    ApiClient& client = *clients_[who_];
    client.seen() = administrator_->seen();
    Status status = step.does.empty() ? Look(step, &client) : Do(step, &client);
    administrator_->seen() = client.seen();
    ASSAY_RETURN_IF_ERROR(status);
    return step.does.empty() ? OkStatus() : Settle();
  }

  // Waits until every service has applied and reacted to what the others have recorded, so that a
  // play leaves the same history whatever the machine's speed.
  Status Settle() {
    for (int tries = 0; tries < kSettleTries; ++tries) {
      auto answer = administrator_->Get("/api/v1/services");
      ASSAY_RETURN_IF_ERROR(Expect(answer));
      if (IsSettled(answer->json)) {
        return OkStatus();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return Unavailable("the services do not come to rest");
  }

  static bool IsSettled(const json::value& services) {
    std::map<std::string, std::string> next;
    for (const json::value& service : services.at("items").as_array()) {
      next[service.at("service").as_string().c_str()] = json::serialize(service.at("next"));
    }
    for (const json::value& service : services.at("items").as_array()) {
      for (const json::value& view : service.at("views").as_array()) {
        if (json::serialize(view.at("next")) != next[view.at("log").as_string().c_str()]) {
          return false;
        }
      }
      for (const json::value& feed : service.at("feeds").as_array()) {
        if (json::serialize(feed.at("reacted")) != next[feed.at("log").as_string().c_str()]) {
          return false;
        }
      }
    }
    return true;
  }

  Status MoveTo(const std::string& date) {
    std::string to = Resolve(scenario_, shift_, date);
    if (to == today_) {
      return OkStatus();
    }
    today_ = to;
    if (!options_.moves_clock) {
      return OkStatus();
    }
    return Expect(administrator_->Post("/api/v1/clock:advance", "{\"to\":\"" + to + kNoon + "\"}"))
        .In("moving the clock to " + to);
  }

  Status Do(const Step& step, ApiClient* client) {
    size_t dot = step.does.find('.');
    std::string name = "assay." + step.does.substr(0, dot) + ".v1." + step.does.substr(dot + 1);
    const schema::CommandType* command = catalog_.FindCommand(name);
    if (command == nullptr) {
      return InvalidArgument("there is no command " + step.does);
    }
    json::value body = step.with;
    ResolveAll(scenario_, shift_, &body);
    std::string path = organisation_ + command->record->options.collection() + "/" +
                       IdOf(scenario_, step.id) + ":" + command->verb;
    std::string key = scenario_.title + " line " + std::to_string(step.line);
    auto answer = client->Post(path, json::serialize(body), key);
    ASSAY_RETURN_IF_ERROR(answer.status());
    if (!step.refused.empty()) {
      return ExpectRefused(step, *answer);
    }
    if (!answer->ok()) {
      return Internal(step.does + " was refused: " + answer->Text("detail") + " [" +
                      answer->Text("code") + " " + answer->Text("rule") + " " +
                      answer->Text("field") + "] " + json::serialize(body));
    }
    std::string warnings = answer->Text("warnings");
    if (!step.warned.empty() && warnings.find("\"" + step.warned + "\"") == std::string::npos) {
      return Internal(step.does + " did not warn of " + step.warned + ": " + warnings);
    }
    again_ = answer->Text("repeated") == "true";
    ++accepted_;
    Say(step, warnings == "[]" ? "accepted" : "accepted with warnings");
    return OkStatus();
  }

  Status ExpectRefused(const Step& step, const ApiAnswer& answer) {
    if (answer.ok()) {
      return Internal(step.does + " was accepted; expected a refusal by " + step.refused);
    }
    if (answer.Text("rule") != step.refused && answer.Text("code") != step.refused) {
      return Internal(step.does + " was refused by " + answer.body + "; expected " + step.refused);
    }
    ++refused_;
    Say(step, "refused by " + step.refused + ", as it must be");
    return OkStatus();
  }

  // Labels become ids, and dates are shifted, wherever they stand in the path.
  std::string ResolvePath(std::string path) const {
    for (size_t at = path.find('@'); at != std::string::npos; at = path.find('@')) {
      size_t end = std::min(path.find_first_of("/?&;", at), path.size());
      path.replace(at, end - at, Resolve(scenario_, shift_, path.substr(at, end - at)));
    }
    for (size_t at = 0; at + kDateSize <= path.size(); ++at) {
      path.replace(at, kDateSize, Resolve(scenario_, shift_, path.substr(at, kDateSize)));
    }
    return path;
  }

  Status Look(const Step& step, ApiClient* client) {
    std::string path = ResolvePath(step.look);
    auto answer = client->Get(organisation_ + path);
    ASSAY_RETURN_IF_ERROR(Expect(answer));
    for (const auto& [where, expected] : step.expect) {
      json::value wanted = expected;
      ResolveAll(scenario_, shift_, &wanted);
      std::string found = ValueAt(answer->json, std::string(where));
      std::string text =
          wanted.is_string() ? std::string(wanted.as_string()) : json::serialize(wanted);
      if (found != text && !IsNearby(found, text)) {
        return Internal(step.look + ": " + std::string(where) + " is " + found + ", expected " +
                        text + "; " + answer->body.substr(0, 2'000));
      }
    }
    ++looked_;
    return OkStatus();
  }

  // Months differ in length, so what is counted in months drifts by days when dates are shifted.
  bool IsNearby(const std::string& found, const std::string& expected) const {
    Result<calendar::Date> a = calendar::Date::Parse(found);
    Result<calendar::Date> b = calendar::Date::Parse(expected);
    return shift_ != 0 && a.ok() && b.ok() &&
           std::abs(calendar::DaysBetween(*a, *b)) <= kDriftDaysMax;
  }

  // The element of a list that `part` names: "0", or "[name=value]", the first that has this value.
  const json::value* ElementAt(const json::array& array, const std::string& part) const {
    size_t equals = part.find('=');
    if (part.starts_with('[') && part.ends_with(']') && equals != std::string::npos) {
      std::string member = part.substr(1, equals - 1);
      std::string value =
          Resolve(scenario_, shift_, part.substr(equals + 1, part.size() - equals - 2));
      const auto* found = std::find_if(array.begin(), array.end(), [&](const json::value& one) {
        return ValueAt(one, member) == value;
      });
      return found == array.end() ? nullptr : found;
    }
    size_t index =
        part.find_first_not_of("0123456789") == std::string::npos ? std::stoul(part) : array.size();
    return index < array.size() ? &array[index] : nullptr;
  }

  // "items.0.state", "items.[name=Leipzig].state"; "items.length" counts.
  std::string ValueAt(const json::value& root, const std::string& path) const {
    const json::value* at = &root;
    size_t begin = 0;
    while (begin <= path.size() && at != nullptr) {
      size_t dot = std::min(path.find('.', begin), path.size());
      std::string part = path.substr(begin, dot - begin);
      begin = dot + 1;
      if (const auto* array = at->if_array()) {
        if (part == "length") {
          return std::to_string(array->size());
        }
        at = ElementAt(*array, part);
      } else {
        const auto* object = at->if_object();
        at = object == nullptr ? nullptr : object->if_contains(part);
      }
    }
    if (at == nullptr) {
      return "(missing)";
    }
    return at->is_string() ? std::string(at->as_string()) : json::serialize(*at);
  }

  void Say(const Step& step, const std::string& outcome) {
    if (options_.verbose) {
      out_ << today_ << "  " << who_ << "  " << step.does << "  " << outcome
           << (step.note.empty() ? "" : "  (" + step.note + ")") << "\n";
    }
  }

  const Scenario& scenario_;
  PlayOptions options_;
  std::string url_;
  ApiClient* administrator_;
  std::ostream& out_;
  int64_t shift_;
  std::string organisation_;
  schema::Catalog catalog_;
  std::map<std::string, std::unique_ptr<ApiClient>> clients_;
  std::string today_;
  std::string who_;
  int accepted_ = 0;
  int refused_ = 0;
  int looked_ = 0;
  // The last command was answered as a repeat: refusals and looks hereabouts belong to a state that
  // is over.
  bool again_ = false;
  int passed_over_ = 0;
};

}  // namespace

Status Play(const Scenario& scenario, const PlayOptions& options, const std::string& url,
            ApiClient* administrator, std::ostream& out) {
  return Stage(scenario, options, url, administrator, out).Run();
}

}  // namespace assay::ctl
