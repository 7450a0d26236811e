#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "assay/base/check.h"

namespace assay {

// Why an operation on the outside world failed; the set is closed so that callers can switch on it.
enum class StatusCode {
  kOk,
  kInvalidArgument,  // the caller's input can never work
  kNotFound,         // what was named does not exist
  kConflict,         // the state moved on since the caller looked
  kUnavailable,      // try again later: peer away, deadline passed, queue full, resource busy
  kDataLoss,         // stored bytes are missing or not what was stored
  kPermission,       // the peer or the file system does not allow it
  kInternal,         // anything else; the message says what
};

// The outcome of touching the world: ok, or a code and a sentence that says what failed and on
// what. A value; safe to copy between threads.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(StatusCode code, std::string message) : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == StatusCode::kOk; }
  StatusCode code() const { return code_; }
  const std::string& message() const { return message_; }

  // The same failure with "context: " in front of its message.
  Status In(std::string_view context) const;

 private:
  StatusCode code_ = StatusCode::kOk;
  std::string message_;
};

inline Status OkStatus() {
  return {};
}
Status InvalidArgument(std::string message);
Status NotFound(std::string message);
Status Conflict(std::string message);
Status Unavailable(std::string message);
Status DataLoss(std::string message);
Status PermissionDenied(std::string message);
Status Internal(std::string message);

std::string_view ToString(StatusCode code);

// Either a T or the Status that says why there is none. value() on a failure aborts: check ok()
// first.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : data_(std::move(value)) {}  // NOLINT(google-explicit-constructor): return x;
  Result(Status status) : data_(std::move(status)) {  // NOLINT(google-explicit-constructor)
    ASSAY_CHECK(!std::get<Status>(data_).ok());
  }

  bool ok() const { return std::holds_alternative<T>(data_); }
  Status status() const { return ok() ? Status() : std::get<Status>(data_); }

  T& value() & {
    ASSAY_CHECK(ok());
    return std::get<T>(data_);
  }
  const T& value() const& {
    ASSAY_CHECK(ok());
    return std::get<T>(data_);
  }
  T&& value() && {
    ASSAY_CHECK(ok());
    return std::get<T>(std::move(data_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Status> data_;
};

// Leaves the function with the failure, if there is one.
#define ASSAY_RETURN_IF_ERROR(expression)                        \
  do {                                                           \
    if (::assay::Status status_ = (expression); !status_.ok()) { \
      return status_;                                            \
    }                                                            \
  } while (false)

#define ASSAY_CONCAT_INNER(a, b) a##b
#define ASSAY_CONCAT(a, b) ASSAY_CONCAT_INNER(a, b)
// ASSAY_ASSIGN_OR_RETURN(auto x, F()): x is F's value, or the function returns F's failure.
#define ASSAY_ASSIGN_OR_RETURN(target, expression) \
  ASSAY_ASSIGN_OR_RETURN_INNER(ASSAY_CONCAT(result_, __LINE__), target, expression)
// NOLINTBEGIN(bugprone-macro-parentheses): a declared name takes none
#define ASSAY_ASSIGN_OR_RETURN_INNER(result, target, expression) \
  auto result = (expression);                                    \
  if (!result.ok()) {                                            \
    return result.status();                                      \
  }                                                              \
  target = std::move(result).value()
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace assay
