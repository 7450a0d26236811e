#include "assay/rules/fraction.h"

#include <gtest/gtest.h>

#include <limits>

namespace assay::rules {
namespace {

Fraction F(std::string_view text) {
  return Fraction::Parse(text).value();
}

TEST(Fraction, ReadsAndWritesDecimalsDigitForDigit) {
  for (const char* text : {"0", "5.6", "-12.5", "0.75", "999999999", "4.48", "0.0001", "-0.25"}) {
    EXPECT_EQ(F(text).ToString(), text);
  }
  EXPECT_EQ(F("5.60").ToString(), "5.6");
  EXPECT_EQ(F("007").ToString(), "7");
  EXPECT_EQ(F("-0"), Fraction(0));
}

TEST(Fraction, RefusesWhatIsNoBoundedDecimal) {
  for (const char* text : {"", "-", ".5", "5.", "+1", "1e3", "1,5", " 1", "1 ", "1234567890",
                           "0.00001", "--1", "1.2.3"}) {
    EXPECT_FALSE(Fraction::Parse(text).ok()) << text;
  }
}

TEST(Fraction, IsInLowestTerms) {
  EXPECT_EQ(Fraction(560, 100), Fraction(28, 5));
  EXPECT_EQ(Fraction(-2, 4).numerator(), -1);
  EXPECT_EQ(Fraction(0, 7).denominator(), 1);
}

TEST(Fraction, ComputesExactly) {
  EXPECT_EQ(F("0.1") + F("0.2"), F("0.3"));
  EXPECT_EQ(F("7") * F("0.8"), F("5.6"));
  EXPECT_EQ(Fraction(1, 3) - Fraction(1, 2), Fraction(-1, 6));
  EXPECT_EQ(Fraction(1, 3) / Fraction(-2, 5), Fraction(-5, 6));
  EXPECT_LT(Fraction(1, 3), F("0.3334"));
  EXPECT_GT(F("-0.5"), -1);
}

TEST(Fraction, RoundsToTheNearestTiesUp_V_T_13) {
  constexpr std::string_view kRows[][2] = {{"5.3", "5.5"},  {"5.2", "5"},    {"5.25", "5.5"},
                                           {"5.75", "6"},   {"0", "0"},      {"0.24", "0"},
                                           {"-5.25", "-5"}, {"-5.3", "-5.5"}};
  for (const auto& [exact, rounded] : kRows) {
    EXPECT_EQ(F(exact).RoundedTo(Fraction(1, 2)).ToString(), rounded) << exact;
  }
  EXPECT_EQ(Fraction(28, 15).RoundedTo(Fraction(1, 2)), 2);
}

TEST(Fraction, RoundsUpToWholeNumbers) {
  EXPECT_EQ(F("5").RoundedUp(), 5);
  EXPECT_EQ(F("5.0001").RoundedUp(), 6);
  EXPECT_EQ(F("-5.5").RoundedUp(), -5);
}

TEST(Fraction, WhatHasNoEndIsWrittenInHundredths) {
  EXPECT_EQ(Fraction(28, 15).ToString(), "1.87");
  EXPECT_EQ(Fraction(1, 3).ToString(), "0.33");
  EXPECT_EQ(Fraction(-1, 3).ToString(), "-0.33");
}

TEST(FractionDeathTest, WhatDoesNotFitIsNeverAWrongNumber) {
  Fraction large = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(large - large, 0);
  EXPECT_DEATH(large + 1, "");
}

}  // namespace
}  // namespace assay::rules
