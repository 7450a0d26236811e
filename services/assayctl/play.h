#pragma once

#include <iosfwd>
#include <string>

#include "services/assayctl/api_client.h"
#include "services/assayctl/scenario.h"

namespace assay::ctl {

struct PlayOptions {
  calendar::Date today = calendar::Date::Earliest();  // the day the scenario's base is shifted to
  bool moves_clock = true;                            // the installation's clock is simulated
  bool verbose = false;
};

// Plays the scenario through the public API as its players, whom it makes with the administrator's
// client. Stops at the first step whose outcome is not the expected one and says which. Played
// again, the same commands are answered as repeated, and refusals and looks are passed over until
// one is not.
Status Play(const Scenario& scenario, const PlayOptions& options, const std::string& url,
            ApiClient* administrator, std::ostream& out);

}  // namespace assay::ctl
