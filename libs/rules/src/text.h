#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace assay::rules {

// "a, b, c".
inline std::string Join(std::span<const std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    text.append(text.empty() ? "" : ", ").append(part);
  }
  return text;
}

inline bool Contains(std::span<const std::string> parts, std::string_view part) {
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

// 950 is "9.5".
inline std::string DaysText(int64_t hundredths) {
  std::string fraction = std::to_string(100 + hundredths % 100).substr(1);
  while (!fraction.empty() && fraction.back() == '0') {
    fraction.pop_back();
  }
  return std::to_string(hundredths / 100) + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace assay::rules
