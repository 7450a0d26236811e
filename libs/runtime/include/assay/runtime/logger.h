#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace assay::runtime {

enum class Level { kDebug, kInfo, kWarning, kError };

// Writes one JSON line to standard error: time, level, service, event, fields. `event` is a stable
// phrase; fields hold ids and numbers, never personal data. Any thread.
void Log(Level level, std::string_view service, std::string_view event,
         std::initializer_list<std::pair<std::string_view, std::string>> fields = {});

// "debug", "info", "warning" or "error"; anything else counts as "info".
void SetLogLevel(std::string_view level);

}  // namespace assay::runtime
