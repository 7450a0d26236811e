#include "assay/rules/fraction.h"

#include <algorithm>
#include <limits>

#include "assay/base/check.h"

namespace assay::rules {
namespace {

__extension__ using Wide = __int128;

constexpr int64_t kTen = 10;

Wide GreatestCommonDivisor(Wide a, Wide b) {
  while (b != 0) {
    Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

// numerator / denominator, brought to lowest terms. REQUIRES: denominator > 0, and it fits.
Fraction Lowest(Wide numerator, Wide denominator) {
  Wide divisor = GreatestCommonDivisor(numerator, denominator);
  numerator /= divisor;
  denominator /= divisor;
  constexpr Wide kMax = std::numeric_limits<int64_t>::max();
  ASSAY_CHECK(numerator <= kMax && numerator >= -kMax && denominator <= kMax);
  return {static_cast<int64_t>(numerator), static_cast<int64_t>(denominator)};
}

Wide Floor(Wide numerator, Wide denominator) {
  Wide quotient = numerator / denominator;
  return numerator % denominator < 0 ? quotient - 1 : quotient;
}

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Fraction::Fraction(int64_t numerator, int64_t denominator) {
  ASSAY_CHECK(denominator > 0);
  auto divisor = static_cast<int64_t>(GreatestCommonDivisor(numerator, denominator));
  numerator_ = numerator / divisor;
  denominator_ = denominator / divisor;
}

Result<Fraction> Fraction::Parse(std::string_view decimal) {
  bool negative = decimal.starts_with('-');
  std::string_view digits = decimal.substr(negative ? 1 : 0);
  size_t point = digits.find('.');
  std::string_view whole = digits.substr(0, point);
  std::string_view places =
      point == std::string_view::npos ? std::string_view() : digits.substr(point + 1);
  bool good = !whole.empty() && whole.size() <= kParsedWholeDigits && AllDigits(whole) &&
              AllDigits(places) && places.size() <= kParsedPlaces &&
              (point == std::string_view::npos || !places.empty());
  if (!good) {
    return InvalidArgument("a number has at most nine digits and four decimal places, such as 9.5");
  }
  int64_t numerator = 0;
  int64_t denominator = 1;
  for (char digit : whole) {
    numerator = kTen * numerator + (digit - '0');
  }
  for (char digit : places) {
    numerator = kTen * numerator + (digit - '0');
    denominator *= kTen;
  }
  return Fraction(negative ? -numerator : numerator, denominator);
}

Fraction Fraction::RoundedTo(const Fraction& unit) const {
  ASSAY_CHECK(unit.numerator_ > 0);
  // floor(x / unit + 1/2) units.
  Fraction units = *this / unit;
  Wide twice = Wide{2} * units.denominator_;
  return Lowest(Floor(Wide{2} * units.numerator_ + units.denominator_, twice) * unit.numerator_,
                unit.denominator_);
}

int64_t Fraction::RoundedUp() const {
  return static_cast<int64_t>(-Floor(-Wide{numerator_}, denominator_));
}

std::string Fraction::ToString() const {
  int64_t rest = denominator_;
  int64_t scale = 1;
  int places = 0;
  for (int64_t prime : {int64_t{2}, int64_t{5}}) {
    int count = 0;
    for (; rest % prime == 0; rest /= prime) {
      ++count;
    }
    places = std::max(places, count);
  }
  constexpr int kPlacesMax = 18;
  if (rest != 1 || places > kPlacesMax) {
    return RoundedTo(Fraction(1, 100)).ToString();
  }
  for (int i = 0; i < places; ++i) {
    scale *= kTen;
  }
  Wide digits = Wide{numerator_ < 0 ? -numerator_ : numerator_} * (scale / denominator_);
  std::string text = numerator_ < 0 ? "-" : "";
  text += std::to_string(static_cast<int64_t>(digits / scale));
  if (places > 0) {
    text += "." + std::to_string(scale + static_cast<int64_t>(digits % scale)).substr(1);
  }
  return text;
}

Fraction operator+(const Fraction& a, const Fraction& b) {
  return Lowest(Wide{a.numerator_} * b.denominator_ + Wide{b.numerator_} * a.denominator_,
                Wide{a.denominator_} * b.denominator_);
}

Fraction operator-(const Fraction& a, const Fraction& b) {
  return Lowest(Wide{a.numerator_} * b.denominator_ - Wide{b.numerator_} * a.denominator_,
                Wide{a.denominator_} * b.denominator_);
}

Fraction operator*(const Fraction& a, const Fraction& b) {
  return Lowest(Wide{a.numerator_} * b.numerator_, Wide{a.denominator_} * b.denominator_);
}

Fraction operator/(const Fraction& a, const Fraction& b) {
  ASSAY_CHECK(b.numerator_ != 0);
  Wide sign = b.numerator_ < 0 ? -1 : 1;
  return Lowest(sign * a.numerator_ * b.denominator_, sign * a.denominator_ * b.numerator_);
}

std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
  Wide left = Wide{a.numerator_} * b.denominator_;
  Wide right = Wide{b.numerator_} * a.denominator_;
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace assay::rules
