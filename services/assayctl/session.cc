#include "services/assayctl/session.h"

#include <termios.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace assay::ctl {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
  return value == nullptr ? "" : value;
}

void Default(std::string* value, const std::string& other) {
  if (value->empty()) {
    *value = other;
  }
}

}  // namespace

std::string SessionPath() {
  std::string base = Environment("XDG_CONFIG_HOME");
  Default(&base, Environment("HOME") + "/.config");
  return base + "/assay/session.json";
}

void CompleteSession(Session* session) {
  Default(&session->url, Environment("ASSAY_URL"));
  Default(&session->token, Environment("ASSAY_TOKEN"));
  Default(&session->organisation, Environment("ASSAY_ORGANISATION"));
  std::ifstream in(SessionPath());
  std::ostringstream text;
  text << in.rdbuf();
  boost::json::error_code error;
  boost::json::value saved = boost::json::parse(text.str(), error);
  if (!error && saved.is_object()) {
    for (auto [name, value] : {std::pair("url", &session->url), std::pair("token", &session->token),
                               std::pair("organisation", &session->organisation)}) {
      const auto* found = saved.as_object().if_contains(name);
      Default(value, found != nullptr && found->is_string() ? std::string(found->as_string()) : "");
    }
  }
  Default(&session->url, "http://127.0.0.1:8080");
}

Status SaveSession(const Session& session) {
  std::filesystem::path path = SessionPath();
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream out(path, std::ios::trunc);
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  out << boost::json::serialize(boost::json::object{{"url", session.url},
                                                    {"token", session.token},
                                                    {"organisation", session.organisation}})
      << "\n";
  out.close();
  return out && !error ? OkStatus() : PermissionDenied("cannot write " + path.string());
}

std::string AskPassword(const std::string& prompt) {
  bool terminal = isatty(STDIN_FILENO) != 0;
  termios before{};
  if (terminal) {
    std::cerr << prompt << ": " << std::flush;
    tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << "\n";
  }
  return password;
}

}  // namespace assay::ctl
