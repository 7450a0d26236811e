#include "assay/runtime/logger.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <memory>

#include "assay/base/clock.h"

namespace assay::runtime {
namespace {

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

// One logger for the process, made by the first caller.
spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = std::make_shared<spdlog::logger>("assay",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::warn);
    return made;
  }();
  return *logger;
}

std::string Quoted(std::string_view text) {
  return boost::json::serialize(boost::json::string(text.data(), text.size()));
}

}  // namespace

void Log(Level level, std::string_view service, std::string_view event,
         std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  spdlog::level::level_enum spd_level = ToSpdlog(level);
  if (!Logger().should_log(spd_level)) {
    return;
  }
  auto name = spdlog::level::to_string_view(spd_level);
  std::string line = "{\"time\":\"" + FormatInstant(SystemClock().NowMicros()) + "\",\"level\":\"" +
                     std::string(name.data(), name.size()) + "\",\"service\":" + Quoted(service) +
                     ",\"event\":" + Quoted(event);
  for (const auto& [key, value] : fields) {
    line += "," + Quoted(key) + ":" + Quoted(value);
  }
  Logger().log(spd_level, spdlog::string_view_t(line + "}"));
}

void SetLogLevel(std::string_view level) {
  Logger().set_level(level == "debug"     ? spdlog::level::debug
                     : level == "warning" ? spdlog::level::warn
                     : level == "error"   ? spdlog::level::err
                                          : spdlog::level::info);
}

}  // namespace assay::runtime
