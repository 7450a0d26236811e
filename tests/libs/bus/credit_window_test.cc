#include "credit_window.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace assay::bus {
namespace {

TEST(CreditWindow, SendingTakesEntriesAndBytesAndGrantingGivesThemBack) {
  CreditWindow window(10, 100);
  window.Sent(4, 60);
  EXPECT_EQ(window.entries(), 6u);
  EXPECT_EQ(window.bytes(), 40u);
  window.Grant(4);
  EXPECT_EQ(window.entries(), 10u);
  EXPECT_EQ(window.bytes(), 100u);
}

TEST(CreditWindow, BytesComeBackWhenAWholeMessageIsGranted) {
  CreditWindow window(10, 100);
  window.Sent(4, 40);
  window.Sent(4, 50);
  window.Grant(3);
  EXPECT_EQ(window.bytes(), 10u);
  window.Grant(2);
  EXPECT_EQ(window.bytes(), 50u);
  EXPECT_EQ(window.entries(), 7u);
}

TEST(CreditWindow, AnEntryLargerThanTheWindowClosesItUntilItIsGranted) {
  CreditWindow window(10, 100);
  window.Sent(1, 900);
  EXPECT_EQ(window.bytes(), 0u);
  EXPECT_FALSE(window.open());
  window.Grant(1);
  EXPECT_TRUE(window.open());
}

TEST(CreditWindow, ArrivalFreesTheBytesButNotTheCredit) {
  CreditWindow window(10, 100);
  window.Sent(10, 100);
  window.Arrived();
  EXPECT_EQ(window.bytes(), 100u);
  EXPECT_EQ(window.entries(), 0u);
  window.Grant(10);
  EXPECT_EQ(window.bytes(), 100u);
}

TEST(CreditWindow, CreditIsBoundedHoweverMuchIsGranted) {
  CreditWindow window(UINT32_MAX, 100);
  EXPECT_EQ(window.entries(), 100'000u);
  window.Grant(UINT32_MAX);
  EXPECT_EQ(window.entries(), 100'000u);
}

}  // namespace
}  // namespace assay::bus
