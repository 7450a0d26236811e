#include "assay/rules/audit_agenda.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

constexpr int kHour = 60;

AgendaSlot Slot(AgendaKind kind, std::string_view day, int from, int to,
                std::vector<std::string> auditors = {"mira"}) {
  return {.title = "Item",
          .kind = kind,
          .day = D(day),
          .begins = from * kHour,
          .ends = to * kHour,
          .auditors = std::move(auditors)};
}

std::string Judge(const AgendaSlot& slot, const std::vector<AgendaSlot>& others = {}) {
  return Verdict(
      JudgeAgendaSlot(Rules(), Basis::kPlan, slot, others, Days("2026-05-12", "2026-05-13"),
                      {.members = {"mira", "jonas", "olga"}, .auditors = {"mira", "jonas"}}));
}

constexpr AgendaKind kEvidence = AgendaKind::kGathersEvidence;

TEST(AuditAgenda, AnItemLiesWithinTheDaysAndEndsAfterItBegins) {
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 9, 10)), "ok");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-13", 9, 10)), "ok");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-11", 9, 10)), "block AU-2");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-14", 9, 10)), "block AU-2");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 10, 10)), "block AU-2");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 10, 9)), "block AU-2");
}

TEST(AuditAgenda, NobodyIsInTwoPlacesAtOnce) {
  AgendaSlot other = Slot(kEvidence, "2026-05-12", 9, 11);
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 10, 12), {other}), "block AU-3");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 11, 12), {other}), "ok");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-13", 10, 12), {other}), "ok");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 10, 12, {"jonas"}), {other}), "ok");
}

TEST(AuditAgenda, EvidenceIsGatheredByAuditorsOfTheTeam) {
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 9, 10, {"kai"})), "block AU-4");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 9, 10, {"olga"})), "block AU-4");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 9, 10, {})), "block AU-4");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 9, 10, {"olga", "mira"})), "ok");
  EXPECT_EQ(Judge(Slot(AgendaKind::kOther, "2026-05-12", 9, 10, {})), "ok");
}

TEST(AuditAgenda, TheOpeningMeetingComesFirstTheClosingMeetingLast) {
  AgendaSlot interview = Slot(kEvidence, "2026-05-12", 10, 11);
  AgendaSlot opening = Slot(AgendaKind::kOpeningMeeting, "2026-05-12", 9, 10);
  AgendaSlot closing = Slot(AgendaKind::kClosingMeeting, "2026-05-12", 11, 12);
  EXPECT_EQ(Judge(opening, {interview, closing}), "ok");
  EXPECT_EQ(Judge(closing, {interview, opening}), "ok");
  EXPECT_EQ(Judge(Slot(AgendaKind::kOpeningMeeting, "2026-05-12", 11, 12), {interview}),
            "block AU-5");
  EXPECT_EQ(Judge(Slot(AgendaKind::kClosingMeeting, "2026-05-12", 9, 10), {interview}),
            "block AU-5");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-12", 8, 9), {opening}), "block AU-5");
  EXPECT_EQ(Judge(Slot(kEvidence, "2026-05-13", 8, 9), {closing}), "block AU-5");
  EXPECT_EQ(Judge(Slot(AgendaKind::kOther, "2026-05-13", 8, 9), {closing}), "ok");
  EXPECT_EQ(Judge(Slot(AgendaKind::kOpeningMeeting, "2026-05-13", 8, 9), {opening}), "ok");
}

TEST(AuditAgenda, APlannedOpeningMeetingIsHeldBeforeTheClosingMeeting) {
  auto judge = [](bool planned, bool held) {
    return Verdict(JudgeClosingMeeting(Rules(), Basis::kAct, planned, held));
  };
  EXPECT_EQ(judge(true, false), "block AU-6");
  EXPECT_EQ(judge(true, true), "ok");
  EXPECT_EQ(judge(false, false), "ok");
}

}  // namespace
}  // namespace assay::rules
