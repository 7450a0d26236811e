#pragma once

#include <cstddef>
#include <string_view>

namespace assay::http {

// True for the control characters that may stand nowhere in a header: all but the tab.
bool IsControl(char c);

// Finds the end of a request's header in bytes as they arrive, and stops at bytes that two parsers
// could read differently: a bare CR or LF, a folded line (RFC 9112 5.2), an empty line before the
// request line, NUL and other control characters. It knows lines only; the parser knows what is in
// them. One object for one request; any thread.
class HeadScanner {
 public:
  enum class State { kMore, kDone, kBad };

  // Looks at what came since the last call. REQUIRES: `received` is all that came of this request,
  // and maybe more.
  State Scan(std::string_view received);

  // Length of the header with its empty line. REQUIRES: kDone.
  size_t size() const { return position_; }
  // What is wrong, as a sentence. REQUIRES: kBad.
  std::string_view fault() const { return fault_; }

 private:
  State Take(char c);
  State EndLine();
  State Bad(std::string_view fault);

  size_t position_ = 0;
  size_t line_length_ = 0;  // without CR LF
  bool after_cr_ = false;
  bool first_line_ = true;
  std::string_view fault_;
};

}  // namespace assay::http
