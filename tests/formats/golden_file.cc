#include "tests/formats/golden_file.h"

#include <cstdlib>
#include <fstream>

#include "assay/base/bytes.h"

namespace assay::formats {
namespace {

constexpr size_t kHexDigitsPerLine = 64;

std::string PathOf(const std::string& name) {
  return "tests/formats/" + name;
}

}  // namespace

bool IsUpdating() {
  const char* value = std::getenv("ASSAY_UPDATE_LOCK");
  return value != nullptr && std::string(value) == "1";
}

std::map<std::string, std::string> ReadLines(const std::string& name) {
  std::map<std::string, std::string> lines;
  std::ifstream in(PathOf(name));
  for (std::string line; std::getline(in, line);) {
    size_t space = line.find(' ');
    lines[line.substr(0, space)] = space == std::string::npos ? "" : line.substr(space + 1);
  }
  return lines;
}

void WriteLines(const std::string& name, const std::map<std::string, std::string>& lines) {
  std::ofstream out(PathOf(name));
  for (const auto& [key, value] : lines) {
    out << key << (value.empty() ? "" : " ") << value << "\n";
  }
}

std::string ReadHex(const std::string& name) {
  std::string digits;
  std::ifstream in(PathOf(name));
  for (std::string line; std::getline(in, line);) {
    digits += line;
  }
  return FromHex(digits).value();
}

void WriteHex(const std::string& name, const std::string& bytes) {
  std::ofstream out(PathOf(name));
  std::string digits = ToHex(bytes);
  for (size_t at = 0; at < digits.size(); at += kHexDigitsPerLine) {
    out << digits.substr(at, kHexDigitsPerLine) << "\n";
  }
}

}  // namespace assay::formats
