#include "head_scanner.h"

namespace assay::http {

bool IsControl(char c) {
  auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

HeadScanner::State HeadScanner::Scan(std::string_view received) {
  State state = State::kMore;
  while (state == State::kMore && position_ < received.size()) {
    state = Take(received[position_++]);
  }
  return state;
}

HeadScanner::State HeadScanner::Take(char c) {
  if (after_cr_) {
    after_cr_ = false;
    return c == '\n' ? EndLine() : Bad("a CR is not followed by LF");
  }
  if (c == '\r') {
    after_cr_ = true;
    return State::kMore;
  }
  if (c == '\n') {
    return Bad("a LF is not preceded by CR");
  }
  if (IsControl(c)) {
    return Bad("the header has a control character");
  }
  if (line_length_ == 0 && (c == ' ' || c == '\t')) {
    return Bad("a header line starts with white space");
  }
  ++line_length_;
  return State::kMore;
}

HeadScanner::State HeadScanner::EndLine() {
  if (line_length_ == 0) {
    return first_line_ ? Bad("an empty line stands before the request line") : State::kDone;
  }
  first_line_ = false;
  line_length_ = 0;
  return State::kMore;
}

HeadScanner::State HeadScanner::Bad(std::string_view fault) {
  fault_ = fault;
  return State::kBad;
}

}  // namespace assay::http
