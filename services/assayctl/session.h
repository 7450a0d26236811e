#pragma once

#include <string>

#include "assay/base/status.h"

namespace assay::ctl {

// Where assayctl talks to and as whom; from options, environment and the file that sign-in wrote,
// in this order.
struct Session {
  std::string url;           // --url, ASSAY_URL, the file, http://127.0.0.1:8080
  std::string token;         // ASSAY_TOKEN, the file
  std::string organisation;  // --organisation, ASSAY_ORGANISATION, the file
};

// $XDG_CONFIG_HOME/assay/session.json or ~/.config/assay/session.json.
std::string SessionPath();
// Fills in what is empty from the environment and the file.
void CompleteSession(Session* session);
// Writes the file with mode 0600.
Status SaveSession(const Session& session);
// Asks on the terminal without echo; reads a line where standard input is no terminal.
std::string AskPassword(const std::string& prompt);

}  // namespace assay::ctl
