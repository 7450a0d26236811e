#include "response_head.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "head_scanner.h"

namespace assay::http {
namespace {

// Framing and connection are the server's own; content_type has its own member.
constexpr std::array<std::string_view, 11> kOwnFields = {"content-length",
                                                         "transfer-encoding",
                                                         "connection",
                                                         "keep-alive",
                                                         "upgrade",
                                                         "trailer",
                                                         "te",
                                                         "proxy-connection",
                                                         "date",
                                                         "server",
                                                         "content-type"};

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool IsOwnField(std::string_view name) {
  return std::any_of(kOwnFields.begin(), kOwnFields.end(),
                     [&](std::string_view own) { return EqualsIgnoringCase(own, name); });
}

bool IsToken(std::string_view text) {
  constexpr std::string_view kTokenCharacters =
      "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return !text.empty() && text.find_first_not_of(kTokenCharacters) == std::string_view::npos;
}

bool IsFieldValue(std::string_view text) {
  return std::none_of(text.begin(), text.end(), IsControl);
}

void AppendField(std::string* out, std::string_view name, std::string_view value) {
  out->append(name).append(": ").append(value).append("\r\n");
}

void AppendUnlessSet(std::string* out, const Response& response, std::string_view name,
                     std::string_view value) {
  bool set = std::any_of(response.headers.begin(), response.headers.end(),
                         [&](const auto& field) { return EqualsIgnoringCase(field.first, name); });
  if (!set) {
    AppendField(out, name, value);
  }
}

// IMF-fixdate (RFC 9110 5.6.7), in any locale.
std::string FormatDate(int64_t now_us) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  namespace chrono = std::chrono;
  chrono::sys_seconds now = chrono::floor<chrono::seconds>(
      chrono::sys_time<chrono::microseconds>(chrono::microseconds(now_us)));
  chrono::sys_days day = chrono::floor<chrono::days>(now);
  chrono::year_month_day date(day);
  chrono::hh_mm_ss<chrono::seconds> time(now - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                kDays[chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

}  // namespace

bool HasContent(unsigned status) {
  return status != 204 && status != 304;
}

bool IsSendable(const Response& response) {
  return response.status >= 200 && response.status <= 599 && IsFieldValue(response.content_type) &&
         std::all_of(response.headers.begin(), response.headers.end(), [](const auto& field) {
           return IsToken(field.first) && IsFieldValue(field.second);
         });
}

std::string EncodeHead(const Response& response, bool close, int64_t now_us) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(StatusPhrase(response.status)).append("\r\n");
  AppendField(&head, "Date", FormatDate(now_us));
  AppendField(&head, "Server", "assay");
  if (HasContent(response.status)) {
    if (!response.streaming.has_value()) {
      AppendField(&head, "Content-Length", std::to_string(response.body.size()));
    }
    if (!response.content_type.empty()) {
      AppendField(&head, "Content-Type", response.content_type);
    }
  }
  for (const auto& [name, value] : response.headers) {
    if (!IsOwnField(name)) {
      AppendField(&head, name, value);
    }
  }
  AppendUnlessSet(&head, response, "Cache-Control", "no-store");
  AppendUnlessSet(&head, response, "Referrer-Policy", "no-referrer");
  AppendUnlessSet(&head, response, "X-Content-Type-Options", "nosniff");
  if (close) {
    AppendField(&head, "Connection", "close");
  }
  return head.append("\r\n");
}

}  // namespace assay::http
