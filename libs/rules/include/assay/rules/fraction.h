#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "assay/base/status.h"

namespace assay::rules {

// An exact fraction in lowest terms. A value. Results that do not fit 64 bits abort: callers bound
// what comes in, so that they cannot.
class Fraction {
 public:
  static constexpr int kParsedWholeDigits = 9;
  static constexpr int kParsedPlaces = 4;

  Fraction() = default;
  Fraction(int64_t whole) : numerator_(whole) {}  // NOLINT(google-explicit-constructor): a number
  // REQUIRES: denominator > 0.
  Fraction(int64_t numerator, int64_t denominator);

  // "-12.5". InvalidArgument unless it is an optional minus, one to nine digits, and optionally a
  // point with one to four digits.
  static Result<Fraction> Parse(std::string_view decimal);

  int64_t numerator() const { return numerator_; }
  int64_t denominator() const { return denominator_; }

  // The nearest multiple of `unit`, ties up (D10). REQUIRES: unit > 0.
  Fraction RoundedTo(const Fraction& unit) const;
  // The least whole number that is not below.
  int64_t RoundedUp() const;

  // The exact decimal number, "5.6"; one that has no end is rounded to hundredths.
  std::string ToString() const;

  friend Fraction operator+(const Fraction& a, const Fraction& b);
  friend Fraction operator-(const Fraction& a, const Fraction& b);
  friend Fraction operator*(const Fraction& a, const Fraction& b);
  // REQUIRES: b is not 0.
  friend Fraction operator/(const Fraction& a, const Fraction& b);
  friend std::strong_ordering operator<=>(const Fraction& a, const Fraction& b);
  bool operator==(const Fraction&) const = default;

 private:
  int64_t numerator_ = 0;
  int64_t denominator_ = 1;
};

}  // namespace assay::rules
