// Promise 12: a command that killed the process twice is not tried a third time.
#include "quarantine.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "assay/base/hash.h"
#include "tests/support/temp_folder.h"

namespace assay::runtime {
namespace {

class QuarantineTest : public ::testing::Test {
 protected:
  std::unique_ptr<Quarantine> Open() { return Quarantine::Open(path_).value(); }
  // A process in which the command is being decided when the signal comes.
  void DieBy(int signal, const std::string& command) {
    EXPECT_EXIT(
        {
          auto quarantine = Open();
          quarantine->Enter(command);
          raise(signal);
        },
        ::testing::KilledBySignal(signal), "");
  }

  testing::TempFolder folder_;
  std::string path_ = folder_.Sub("crashed-commands");
  std::string command_ = Sha256("command");
};

TEST_F(QuarantineTest, ACommandIsTriedAgainAfterItsFirstDeathAndHeldAfterItsSecond) {
  EXPECT_FALSE(Open()->Holds(command_));
  DieBy(SIGABRT, command_);
  EXPECT_FALSE(Open()->Holds(command_));
  EXPECT_EQ(Open()->size(), 0U);
  DieBy(SIGABRT, command_);
  EXPECT_TRUE(Open()->Holds(command_));
  EXPECT_EQ(Open()->size(), 1U);
  EXPECT_FALSE(Open()->Holds(Sha256("another")));
}

TEST_F(QuarantineTest, EveryWayToDieCounts) {
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
    std::string command = Sha256(std::to_string(signal));
    DieBy(signal, command);
    DieBy(signal, command);
    EXPECT_TRUE(Open()->Holds(command)) << signal;
  }
  EXPECT_EQ(Open()->size(), 5U);
}

TEST_F(QuarantineTest, ADeathBetweenCommandsIsNobodysFault) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EXIT(
        {
          auto quarantine = Open();
          quarantine->Enter(command_);
          quarantine->Leave();
          std::abort();
        },
        ::testing::KilledBySignal(SIGABRT), "");
  }
  EXPECT_FALSE(Open()->Holds(command_));
}

TEST_F(QuarantineTest, ADeathIsOfTheCommandEnteredLast) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EXIT(
        {
          auto quarantine = Open();
          quarantine->Enter(Sha256("first"));
          quarantine->Leave();
          quarantine->Enter(command_);
          std::abort();
        },
        ::testing::KilledBySignal(SIGABRT), "");
  }
  EXPECT_TRUE(Open()->Holds(command_));
  EXPECT_FALSE(Open()->Holds(Sha256("first")));
}

TEST_F(QuarantineTest, ALineThatACrashCutShortHoldsNothing) {
  std::ofstream(path_) << "abcdef";
  DieBy(SIGABRT, command_);
  DieBy(SIGABRT, command_);
  EXPECT_TRUE(Open()->Holds(command_));
}

TEST_F(QuarantineTest, ItsFileIsForItsOwnerOnlyAndMustBeWritable) {
  Open();
  struct stat file {};
  ASSERT_EQ(stat(path_.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777U, 0600U);
  EXPECT_EQ(Quarantine::Open(folder_.Sub("nowhere") + "/x").status().code(),
            StatusCode::kPermission);
}

}  // namespace
}  // namespace assay::runtime
