#include "assay/evidence/report.h"

#include "assay/base/bytes.h"

namespace assay::evidence {

void Report::Fail(const Status& status) {
  bool hindered = status.code() == StatusCode::kUnavailable ||
                  status.code() == StatusCode::kNotFound ||
                  status.code() == StatusCode::kPermission;
  verdict = hindered ? Verdict::kNotChecked : Verdict::kNotVerified;
  failure = status.message();
}

std::string Report::ToString() const {
  std::string text;
  for (const std::string& line : lines) {
    text += Printable(line) + "\n";
  }
  switch (verdict) {
    case Verdict::kVerified:
      return text + "VERIFIED\n";
    case Verdict::kNotVerified:
      return text + "NOT VERIFIED: " + Printable(failure) + "\n";
    case Verdict::kNotChecked:
      return text + "NOT CHECKED: " + Printable(failure) + "\n";
  }
  return text;
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (char c : text) {
    if (c >= ' ' && c <= '~' && c != '\\') {
      printable += c;
    } else {
      printable += "\\x" + ToHex({&c, 1});
    }
  }
  return printable;
}

}  // namespace assay::evidence
