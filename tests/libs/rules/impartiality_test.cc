#include "assay/rules/impartiality.h"

#include <gtest/gtest.h>

#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

TEST(Impartiality, AConsultantCoolsOffForTwoYears) {
  struct Row {
    std::string_view id, ended, day, verdict;
  };
  constexpr Row kRows[] = {
      {"V-COI-1", "2024-11-21", "2026-11-21", "block IMP-5"},
      {"V-COI-2", "2024-11-21", "2026-11-22", "ok"},
      {"Petra for surveillance 2", "2024-07-31", "2026-05-19", "block IMP-5"},
      {"Petra from August", "2024-07-31", "2026-08-01", "ok"},
      {"leap day", "2024-02-29", "2026-02-28", "block IMP-5"},
      {"after leap day", "2024-02-29", "2026-03-01", "ok"},
  };
  for (const Row& row : kRows) {
    Engagement engagement{.ended = D(row.ended)};
    EXPECT_EQ(Verdict(JudgeBodyPerson(Rules(), Basis::kPlan, {&engagement, 1}, D(row.day))),
              row.verdict)
        << row.id;
  }
}

TEST(Impartiality, TheFirstPermittedDateIsTheDayAfterTheCoolingOff) {
  EXPECT_EQ(FirstPermittedDate(Rules(), {.ended = D("2024-07-31")}), D("2026-08-01"));
  EXPECT_EQ(FirstPermittedDate(Rules(), {}), std::nullopt);
}

TEST(Impartiality, AnOpenEngagementAlwaysBlocks) {
  Engagement open{.started = D("2023-06-05")};
  EXPECT_EQ(Verdict(JudgeBodyPerson(Rules(), Basis::kPlan, {&open, 1}, D("2099-01-01"))),
            "block IMP-5");
}

TEST(Impartiality, AnEngagementOfTheFutureDoesNotBlockToday) {
  Engagement later{.started = D("2027-01-01")};
  EXPECT_EQ(Verdict(JudgeBodyPerson(Rules(), Basis::kPlan, {&later, 1}, D("2026-12-31"))), "ok");
  EXPECT_EQ(Verdict(JudgeBodyPerson(Rules(), Basis::kPlan, {&later, 1}, D("2027-01-01"))),
            "block IMP-5");
}

TEST(Impartiality, GenericTrainingIsNotConsultancy) {
  Engagement training{.kind = EngagementKind::kGenericTraining};
  EXPECT_EQ(Verdict(JudgeBodyPerson(Rules(), Basis::kPlan, {&training, 1}, D("2026-01-01"))), "ok");
}

TEST(Impartiality, OneEngagementAmongSeveralIsEnough) {
  Engagement engagements[] = {{.ended = D("2020-01-01")}, {.ended = D("2026-01-01")}};
  EXPECT_EQ(Verdict(JudgeBodyPerson(Rules(), Basis::kAct, engagements, D("2026-06-01"))),
            "block IMP-5");
}

TEST(Impartiality, WhatHappenedAllTheSameIsAWarning) {
  Engagement open;
  EXPECT_EQ(Verdict(JudgeBodyPerson(Rules(), Basis::kFact, {&open, 1}, D("2026-01-01"))),
            "warn IMP-5");
}

TEST(Impartiality, TheBodysOwnTiesAreJudged) {
  struct Row {
    BodyTies ties;
    std::string_view verdict;
  };
  const Row rows[] = {
      {{}, "ok"},
      {{.body_consults = true}, "block IMP-1"},
      {{.internal_audits = Engagement{}}, "block IMP-2"},
      {{.internal_audits = Engagement{.ended = D("2026-06-01")}}, "block IMP-2"},
      {{.internal_audits = Engagement{.ended = D("2026-05-31")}}, "block IMP-3"},
      {{.internal_audits = Engagement{.ended = D("2024-06-01")}}, "block IMP-3"},
      {{.internal_audits = Engagement{.ended = D("2024-05-31")}}, "ok"},
      {{.related_consultancy = Engagement{.ended = D("2024-06-01")}}, "block IMP-4"},
      {{.related_consultancy = Engagement{.ended = D("2024-05-31")}}, "ok"},
      {{.promotes_consultancy = true}, "warn IMP-6"},
      {{.client_is_certification_body = true, .quality_management = true}, "block IMP-7"},
      {{.client_is_certification_body = true}, "ok"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Verdict(JudgeBody(Rules(), Basis::kAct, row.ties, D("2026-06-01"))), row.verdict);
  }
}

}  // namespace
}  // namespace assay::rules
